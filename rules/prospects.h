// Whether anything but a number may begin at a place, as far as its first bytes tell:
// most words begin nothing, and are passed without a walk.
#ifndef FACTMILL_RULES_PROSPECTS_H_
#define FACTMILL_RULES_PROSPECTS_H_

#include <string_view>
#include <vector>

#include "rules/compiled.h"
#include "rules/known_starts.h"
#include "rules/matchers.h"

namespace factmill {

// For one thread.
class Prospects {
 public:
  // REQUIRES: all outlive this; `forms` is of `rules`, some left out.
  Prospects(const CompiledRules& rules, const FormTrie& forms, Matchers* matchers)
      : rules_(rules), forms_(forms), matchers_(*matchers) {}

  // May what begins at `at` lead anywhere?  Never wrongly no.  Three bytes are looked at,
  // then eight.
  bool MayLive(std::string_view text, uint32_t at) {
    if (at + kMore <= text.size() && known_starts_.Denies(text.data() + at)) return false;
    return MayLiveLonger(text.substr(at));
  }

 private:
  static constexpr size_t kSome = 3, kMore = 8;

  bool MayLiveLonger(std::string_view rest);
  bool MayBe(std::string_view text, bool whole);
  bool MayGoOn(const FormTrie::Node& node, std::string_view text, bool whole);
  bool MayLead(const FormTrie::Node& node, std::string_view text, bool whole);

  const CompiledRules& rules_;
  const FormTrie& forms_;
  Matchers& matchers_;
  std::vector<AutomatonHit> hits_;
  KnownStarts<kSome, 14> known_starts_;
  KnownStarts<kMore, 14> known_words_;
};

}  // namespace factmill

#endif  // FACTMILL_RULES_PROSPECTS_H_
