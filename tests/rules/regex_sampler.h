// Random members of a regular expression's language, for texts that rules
// nearly or truly match.
#ifndef FACTMILL_TESTS_RULES_REGEX_SAMPLER_H_
#define FACTMILL_TESTS_RULES_REGEX_SAMPLER_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/random.h"

namespace factmill {

// REQUIRES: a regular expression that RE2 takes, as rules write them: no flags.
class RegexSampler {
 public:
  explicit RegexSampler(std::string_view regex);
  RegexSampler(RegexSampler&&) noexcept;
  ~RegexSampler();

  // Ends of the text (^, $) stand for nothing.  A repetition without a limit is
  // short.  A class of almost everything gives one of a few characters.
  std::string Sample(Random* random) const;

 private:
  struct Node;
  class Parser;
  static void Append(const Node& node, Random* random, std::string* out);

  std::unique_ptr<Node> root_;
};

}  // namespace factmill

#endif  // FACTMILL_TESTS_RULES_REGEX_SAMPLER_H_
