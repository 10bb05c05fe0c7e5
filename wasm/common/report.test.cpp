#include "report.test.h"

#include <cstdarg>
#include <cstdio>

int Check::passed = 0, Check::failed = 0;

bool Check::that(bool holds, const char* format, ...) {
  checks_++;
  if (holds) return true;
  if (failures_++ < 4) {
    char text[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    notes_ += std::string("\n    ") + text;
  }
  return false;
}

void Check::most(const char* figure, double value) {
  for (auto& [name, most] : figures_)
    if (name == figure) {
      if (!(value <= most)) most = value;
      return;
    }
  figures_.emplace_back(figure, value);
}

Check::~Check() {
  if (checks_ == 0) that(false, "nothing was checked");
  (failures_ ? failed : passed)++;
  printf("%s %s (%d checks", failures_ ? "not ok" : "ok", name_.c_str(), checks_);
  for (const auto& [figure, most] : figures_) printf(", %s %.2g", figure.c_str(), most);
  if (failures_) printf(", %d failed", failures_);
  printf(")%s\n", notes_.c_str());
  fflush(stdout);
}
