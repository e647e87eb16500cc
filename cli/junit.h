// Test results as the XML that build servers read (JUnit's).
#ifndef FACTMILL_CLI_JUNIT_H_
#define FACTMILL_CLI_JUNIT_H_

#include <string>
#include <vector>

namespace factmill {

struct JunitCase {
  std::string file;  // Its test suite.
  int line = 0;
  std::string class_name, name;
  enum Outcome { kPassed, kFailed, kSkipped } outcome = kPassed;
  std::string message;  // One line, why it failed or was skipped.
  std::string details;  // More lines; "" for none.
};

// A suite a file, in the order of their first cases.
std::string JunitXml(const std::vector<JunitCase>& cases);

}  // namespace factmill

#endif  // FACTMILL_CLI_JUNIT_H_
