# The roll calls of the 109th US Senate as the Senate map of matrix-factorization holds them, from the data set s109 of the R package
# pscl (Debian: apt-get install r-cran-pscl):
#
#   Rscript tools/senate-votes.R
#
# writes three files into src/components/matrix-factorization/senate/data/:
#   members.tsv      name, party (R, D or I), state; a line for each row of the table of votes
#   roll-calls.tsv   date, number in its year, bill, question, result, description; a line for each column
#   votes.bin        2 bits for each vote, row after row, the first in the lowest bits of its byte: 0 no vote, 1 yes, 2 no
# The codes of s109 are those of voteview.com: 1 to 3 are yes, paired or announced yes; 4 to 6 no.

library(pscl)
data(s109)
folder <- "src/components/matrix-factorization/senate/data"

members <- s109$legis.data
name <- sub(" \\(.*", "", rownames(members))
name <- paste0(substr(name, 1, 1), tolower(substring(name, 2)))
special <- c(Mccain = "McCain", Mcconnell = "McConnell", Dewine = "DeWine", Demint = "DeMint")
name <- ifelse(name %in% names(special), special[name], name)
party <- substr(as.character(members$party), 1, 1)
state <- as.character(members$state)

write_lines <- function(lines, file) {
  connection <- file(file.path(folder, file), "wb") # the same line ends on every machine
  writeLines(enc2utf8(lines), connection, useBytes = TRUE)
  close(connection)
}
write_lines(paste(name, party, state, sep = "\t"), "members.tsv")

LONGEST <- 130 # characters of a description; what is longer is clipped
tidy <- function(text) gsub(" ([;,.])", "\\1", trimws(gsub("[[:space:]]+", " ", as.character(text))))
clipped <- function(text) {
  short <- sub("[ ,;]+[^ ]*$", "", substr(text, 1, LONGEST))
  ifelse(nchar(text) <= LONGEST, text, paste0(short, "\u2026"))
}
calls <- s109$vote.data
question <- tidy(sub("^On (the )?", "", sub(" S\\.?Amdt.*", "", as.character(calls$question))))
description <- tidy(calls$description)
description <- sub(",? and for other purposes", "", sub("\\.$", "", description))
description <- gsub("\\bCBA\\b", "the Budget Act", description)
description <- gsub("Amdt\\.? (No\\.? ?)?", "amendment ", description)
description <- clipped(sub("\\.?; To ", ": to ", description))
write_lines(
  paste(calls$date, calls$number, tidy(calls$bill), question, tidy(calls$result), description, sep = "\t"),
  "roll-calls.tsv"
)

codes <- as.vector(t(s109$votes)) # row after row
votes <- ifelse(codes %in% s109$codes$yea, 1, ifelse(codes %in% s109$codes$nay, 2, 0))
votes <- c(votes, rep(0, -length(votes) %% 4))
packed <- colSums(matrix(votes, nrow = 4) * c(1, 4, 16, 64))
writeBin(as.raw(packed), file.path(folder, "votes.bin"))

cat(sprintf(
  "%d members, %d roll calls, %d yes, %d no, %d neither\n",
  s109$n, s109$m, sum(votes == 1), sum(votes == 2), sum(codes %in% c(0, 7, 8, 9))
))
