// Which stretches the named groups of an expression took, remembered: texts name the
// same dates again and again, and RE2 takes long to say.
#ifndef FACTMILL_RULES_GROUP_MEMO_H_
#define FACTMILL_RULES_GROUP_MEMO_H_

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "rules/pattern.h"

namespace factmill {

// For one thread, and the elements of one rule set.
class GroupMemo {
 public:
  static constexpr size_t kMostBytes = 28, kMostGroups = 9;

  // Of a stretch that an element took: what each of its groups did.
  struct Stretch {
    struct Group {
      uint8_t begin = 1, end = 0;  // Within the stretch; begin > end for none.
      bool found() const { return begin <= end; }
    };

    bool Is(const Element& of, std::string_view text) const {
      return element == &of && text == std::string_view(bytes, size);
    }
    void Set(const Element& of, std::string_view text) {
      element = &of;
      size = static_cast<uint8_t>(text.copy(bytes, kMostBytes));
      groups.fill({});
    }

    const Element* element = nullptr;
    uint8_t size = 0;
    char bytes[kMostBytes];
    std::array<Group, kMostGroups> groups;
  };

  // Only what is short, and means the same wherever it stands.
  static bool Takes(const Element& element, std::string_view text) {
    return text.size() <= kMostBytes && element.groups.size() <= kMostGroups && element.has_tree;
  }

  // Where such a stretch is remembered; another may stand there.
  Stretch& At(const Element& element, std::string_view text) {
    uint64_t hash = reinterpret_cast<uintptr_t>(&element);
    for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
    return stretches_[hash * 0x9E3779B97F4A7C15u >> (64 - kBits)];
  }

 private:
  static constexpr int kBits = 10;
  std::vector<Stretch> stretches_{size_t{1} << kBits};
};

}  // namespace factmill

#endif  // FACTMILL_RULES_GROUP_MEMO_H_
