#include "rules/prospects.h"

#include "base/utf8.h"
#include "extractors/number_word.h"
#include "extractors/numeral.h"

namespace factmill {
namespace {

// REQUIRES: three bytes, the rest of a character among them.
bool MayBeNumber(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (IsAsciiLetter(text[0])) return kNumberFirstBytes.Begin(text, 0);
  if (first < 0x80) return IsAsciiDigit(first) || first == '-' || first == '.';
  int size;
  const char32_t c = DecodeUtf8(text, 0, &size);
  return c == 0xFFFD || IsNumeralPart(c);
}

}  // namespace

bool Prospects::MayLiveLonger(std::string_view rest) {
  if (rest.size() < kMore) {  // It ends the text.
    return known_words_.May(rest, [&] { return MayBe(rest, true); });
  }
  const std::string_view some = rest.substr(0, kSome), more = rest.substr(0, kMore);
  if (!known_starts_.May(some.data(), [&] { return MayBe(some, false); })) return false;
  known_words_.Prepare(more.data());
  // The automaton of the root most often knows; only what ends in so few bytes needs a
  // closer look, whose outcome is worth to be remembered.
  const FormTrie::Node& root = forms_.nodes[0];
  if (!root.has_slow && root.automaton != FormTrie::kNone &&
      kIsWordByte[static_cast<unsigned char>(rest[0])]) {
    const Matcher::Fate fate = matchers_.Of(root).FateOf(more);
    if (fate != Matcher::Fate::kEnds) return fate == Matcher::Fate::kMore;
  }
  return known_words_.May(more.data(), [&] { return MayBe(more, false); });
}

// Whether something but a number may begin with `text`, behind which there is more
// unless it is `whole`.
bool Prospects::MayBe(std::string_view text, bool whole) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80 && !forms_.starts.Has(first)) return false;
  return MayLead(forms_.nodes[0], text, whole) ||
         (!kIsWordByte[first] && MayLead(forms_.nodes[FormTrie::kBesideRoot], text, whole));
}

// Whether what begins with `text` may lead on from the node.
bool Prospects::MayGoOn(const FormTrie::Node& node, std::string_view text, bool whole) {
  if (!node.forms.empty()) return true;
  const bool words = !node.words.empty(), quantity = node.quantity != FormTrie::kNone;
  if (whole && text.empty()) return MayLead(node, text, whole);
  if (text.size() < kSome && quantity) return true;
  return (words && (rules_.vocabulary.SlotsOfBeginning(text) & node.word_slots) != 0) ||
         (quantity && MayBeNumber(text)) || MayLead(node, text, whole);
}

// The same of its expressions, and of what is slow.
bool Prospects::MayLead(const FormTrie::Node& node, std::string_view text, bool whole) {
  if (node.has_slow) return true;
  if (node.automaton == FormTrie::kNone) return false;
  Matcher& matcher = matchers_.Of(node);
  const Matcher::Fate fate = matcher.FateOf(text);
  if (!whole && fate == Matcher::Fate::kMore) return true;
  if (fate == Matcher::Fate::kNothing) return false;
  const size_t first = hits_.size();
  matcher.Run(text, 0, static_cast<uint32_t>(text.size()), &hits_);
  bool may = false;
  for (size_t i = first; i < hits_.size() && !may; ++i) {
    const AutomatonHit hit = hits_[i];
    // A word does not end within a Latin one.
    const bool edge = hit.end == 0 || hit.end == text.size() || !IsAsciiLetter(text[hit.end]) ||
                      !IsAsciiLetter(text[hit.end - 1]);
    for (uint32_t expression : matcher.Accepted(hit.accept)) {
      const int32_t child = node.expressions[expression];
      may = child == FormTrie::kNone ? edge
                                     : MayGoOn(forms_.nodes[child], text.substr(hit.end), whole);
      if (may) break;
    }
  }
  hits_.resize(first);
  return may;
}

}  // namespace factmill
