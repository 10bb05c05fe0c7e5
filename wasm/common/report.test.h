// How the tests of every core report.
#pragma once
#include <string>
#include <utility>
#include <vector>

// One line of output, `ok name` or `not ok name: ...`; failures of the same test are counted, the first few are told.
class Check {
 public:
  explicit Check(std::string name) : name_(std::move(name)) {}
  ~Check();
  Check(const Check&) = delete;
  Check& operator=(const Check&) = delete;

  // Tells, by a printf format, what is wrong unless `holds`. Returns `holds`.
  bool that(bool holds, const char* format, ...) __attribute__((format(printf, 3, 4)));
  // Remembers a figure that the line ends with: the largest given under this name.
  void most(const char* figure, double value);

  static int passed, failed;

 private:
  std::string name_, notes_;
  std::vector<std::pair<std::string, double>> figures_;
  int failures_ = 0, checks_ = 0;
};
