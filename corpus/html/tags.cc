#include "corpus/html/tags.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/ascii.h"

namespace factmill::html {
namespace {

struct TagName {
  std::string_view name;
  Tag tag;
};

constexpr TagName kTags[] = {{"foreignobject", Tag::kForeignObject},
                             {"annotation-xml", Tag::kAnnotationXml},
                             {"template", Tag::kTemplate},
#define FACTMILL_HTML_TAG(name) {#name, Tag::name},
                             FACTMILL_HTML_TAGS(FACTMILL_HTML_TAG)
#undef FACTMILL_HTML_TAG
};

struct AttrEntry {
  std::string_view name;
  AttrName id;
};

constexpr AttrEntry kAttrs[] = {{"alt", AttrName::kAlt},
                                {"aria-hidden", AttrName::kAriaHidden},
                                {"charset", AttrName::kCharset},
                                {"class", AttrName::kClass},
                                {"color", AttrName::kColor},
                                {"content", AttrName::kContent},
                                {"data-date", AttrName::kDataDate},
                                {"datetime", AttrName::kDatetime},
                                {"encoding", AttrName::kEncoding},
                                {"face", AttrName::kFace},
                                {"hidden", AttrName::kHidden},
                                {"href", AttrName::kHref},
                                {"http-equiv", AttrName::kHttpEquiv},
                                {"id", AttrName::kId},
                                {"itemprop", AttrName::kItemprop},
                                {"itemtype", AttrName::kItemtype},
                                {"lang", AttrName::kLang},
                                {"name", AttrName::kName},
                                {"property", AttrName::kProperty},
                                {"pubdate", AttrName::kPubdate},
                                {"rel", AttrName::kRel},
                                {"role", AttrName::kRole},
                                {"size", AttrName::kSize},
                                {"src", AttrName::kSrc},
                                {"style", AttrName::kStyle},
                                {"title", AttrName::kTitle},
                                {"type", AttrName::kType}};

constexpr uint32_t Hash(std::string_view name) {
  uint32_t hash = 2166136261u;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(Lower(c))) * 16777619u;
  return hash ^ hash >> 15;
}

// Open addressing; a slot holds 1 + the index of an entry, 0 for none.
template <size_t kSlots, typename Entries>
constexpr std::array<uint8_t, kSlots> MakeSlots(const Entries& entries) {
  static_assert(std::size(Entries{}) < 255);
  std::array<uint8_t, kSlots> slots = {};
  for (size_t i = 0; i < std::size(entries); ++i) {
    size_t slot = Hash(entries[i].name) % kSlots;
    while (slots[slot] != 0) slot = (slot + 1) % kSlots;
    slots[slot] = static_cast<uint8_t>(i + 1);
  }
  return slots;
}

constexpr auto kTagSlots = MakeSlots<1024>(std::to_array(kTags));
constexpr auto kAttrSlots = MakeSlots<256>(std::to_array(kAttrs));

template <size_t kSlots, typename Entries>
auto Find(std::string_view name, const std::array<uint8_t, kSlots>& slots, const Entries& entries)
    -> decltype(&entries[0]) {
  if (name.size() > 16) return nullptr;
  for (size_t slot = Hash(name) % kSlots; slots[slot] != 0; slot = (slot + 1) % kSlots) {
    if (SameCaseless(name, entries[slots[slot] - 1].name)) return &entries[slots[slot] - 1];
  }
  return nullptr;
}

}  // namespace

Tag TagOf(std::string_view name) {
  const TagName* found = Find(name, kTagSlots, kTags);
  return found == nullptr ? Tag::kUnknown : found->tag;
}

AttrName AttrNameOf(std::string_view name) {
  const AttrEntry* found = Find(name, kAttrSlots, kAttrs);
  return found == nullptr ? AttrName::kUnknown : found->id;
}

std::string_view NameOf(Tag tag) {
  const size_t index = static_cast<size_t>(tag);
  return index == 0 || index > std::size(kTags) ? std::string_view() : kTags[index - 1].name;
}

}  // namespace factmill::html
