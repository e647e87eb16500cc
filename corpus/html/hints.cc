#include "corpus/html/hints.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "base/ascii.h"

namespace factmill::html {
namespace {

constexpr size_t kLetters = 64;

// Letters in lower case, digits, "-", "_"; 0 for all else.
constexpr std::array<uint8_t, 256> MakeClasses() {
  std::array<uint8_t, 256> classes = {};
  uint8_t next = 1;
  for (int c = 'a'; c <= 'z'; ++c) classes[c] = classes[c - 32] = next++;
  for (int c = '0'; c <= '9'; ++c) classes[c] = next++;
  classes['-'] = next++;
  classes['_'] = next;
  return classes;
}
constexpr auto kClasses = MakeClasses();

// Finds all words in one pass (Aho and Corasick).
class Words {
 public:
  Words() {
    states_.emplace_back();
    for (const HintWord& word : kHintWords) {
      if (!word.whole) Add(word);
    }
    std::vector<uint16_t> queue;
    for (uint16_t& next : states_[0].next) {
      if (next != 0) queue.push_back(next);
    }
    for (size_t i = 0; i < queue.size(); ++i) {
      const uint16_t state = queue[i];
      states_[state].hints |= states_[states_[state].fail].hints;
      for (size_t c = 0; c < kLetters; ++c) {
        const uint16_t next = states_[state].next[c];
        const uint16_t other = states_[states_[state].fail].next[c];
        if (next == 0) {
          states_[state].next[c] = other;
        } else {
          states_[next].fail = other;
          queue.push_back(next);
        }
      }
    }
  }
  uint32_t In(std::string_view name) const {
    uint32_t hints = 0;
    uint16_t state = 0;
    for (const char c : name) {
      state = states_[state].next[kClasses[static_cast<unsigned char>(c)]];
      hints |= states_[state].hints;
    }
    return hints;
  }

 private:
  struct State {
    std::array<uint16_t, kLetters> next = {};
    uint16_t fail = 0;
    uint32_t hints = 0;
  };

  void Add(const HintWord& word) {
    uint16_t state = 0;
    for (const char c : word.word) {
      const uint8_t letter = kClasses[static_cast<unsigned char>(c)];
      if (states_[state].next[letter] == 0) {
        states_[state].next[letter] = static_cast<uint16_t>(states_.size());
        states_.emplace_back();
      }
      state = states_[state].next[letter];
    }
    states_[state].hints |= word.hints;
  }

  std::vector<State> states_;
};

uint32_t WholeHints(std::string_view token) {
  if (token.size() < 4) return 0;
  uint32_t hints = 0;
  for (const HintWord& word : kHintWords) {
    if (word.whole && SameCaseless(token, word.word)) hints |= word.hints;
  }
  return hints;
}

}  // namespace

uint32_t HintsOf(std::string_view name) {
  static const Words* const words = new Words;
  uint32_t hints = words->In(name);
  for (size_t at = 0; at < name.size();) {
    const size_t end = std::min(name.find_first_of(" \t\n\r\f", at), name.size());
    hints |= WholeHints(name.substr(at, end - at));
    at = end + 1;
  }
  return hints;
}

uint32_t PageHints::OfName(std::string_view name) {
  if (name.empty()) return 0;
  const auto [found, added] = known_.try_emplace(name, 0);
  if (added) found->second = HintsOf(name);
  return found->second;
}

}  // namespace factmill::html
