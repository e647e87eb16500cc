#include "extractors/number_part.h"

#include <optional>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "extractors/number.h"
#include "extractors/number_word.h"

namespace factmill {
namespace {

constexpr size_t kMostParts = 64;

// Words of numbers beyond those of figures.
struct RareWord {
  std::string_view word;
  PartKind kind;
  int exponent;  // The value is 10^exponent; -1 for 0, -2 for 2.
};
constexpr RareWord kRareWords[] = {
    {"nought", PartKind::kUnit, -1},      {"naught", PartKind::kUnit, -1},
    {"nil", PartKind::kUnit, -1},         {"hundreds", PartKind::kHundred, 2},
    {"thousands", PartKind::kScale, 3},   {"lakh", PartKind::kScale, 5},
    {"lakhs", PartKind::kScale, 5},       {"crore", PartKind::kScale, 7},
    {"crores", PartKind::kScale, 7},      {"mil", PartKind::kScale, 6},
    {"tln", PartKind::kScale, 12},        {"quintillion", PartKind::kScale, 18},
    {"sextillion", PartKind::kScale, 21}, {"septillion", PartKind::kScale, 24},
    {"octillion", PartKind::kScale, 27},  {"couple", PartKind::kDozen, -2},
    {"pair", PartKind::kDozen, -2},
};

struct IrregularOrdinal {
  std::string_view word;
  int value;
};
constexpr IrregularOrdinal kIrregularOrdinals[] = {
    {"first", 1},  {"second", 2}, {"third", 3},    {"fifth", 5},
    {"eighth", 8}, {"ninth", 9},  {"twelfth", 12},
};

std::optional<Part> CardinalOf(std::string_view word) {
  Part part;
  if (const NumberWord* found = FindNumberWord(word)) {
    constexpr PartKind kKinds[] = {PartKind::kUnit,    PartKind::kTeen,  PartKind::kTen,
                                   PartKind::kHundred, PartKind::kScale, PartKind::kDozen};
    part.kind = kKinds[static_cast<int>(found->role)];
    part.value = found->value;
    part.plural = found->role >= NumberRole::kScale && word.ends_with('s');
    return part;
  }
  for (const RareWord& rare : kRareWords) {
    if (word != rare.word) continue;
    part.kind = rare.kind;
    part.value = rare.exponent == -1   ? Decimal(0)
                 : rare.exponent == -2 ? Decimal(2)
                                       : *Decimal::PowerOfTen(rare.exponent);
    part.plural = word.ends_with('s');
    return part;
  }
  return std::nullopt;
}

std::optional<Part> OrdinalOf(std::string_view word) {
  Part part;
  part.kind = PartKind::kOrdinal;
  if (word == "half" || word == "halves" || word == "quarter" || word == "quarters") {
    part.value = word[0] == 'h' ? 2 : 4;
    part.plural = word.ends_with('s');
    part.part_only = true;
    return part;
  }
  part.plural = word.ends_with("ths") || word == "thirds";
  if (part.plural) word.remove_suffix(1);
  for (const IrregularOrdinal& ordinal : kIrregularOrdinals) {
    if (word != ordinal.word) continue;
    part.value = ordinal.value;
    part.size = ordinal.value == 12 ? PartKind::kTeen : PartKind::kUnit;
    return part;
  }
  if (!word.ends_with("th")) return std::nullopt;
  std::string stem(word.substr(0, word.size() - 2));
  if (stem.ends_with("tie")) stem.replace(stem.size() - 2, 2, "y");  // twentieth
  const auto cardinal = CardinalOf(stem);
  if (!cardinal || cardinal->plural || cardinal->kind == PartKind::kDozen ||
      cardinal->value == Decimal(0)) {
    return std::nullopt;
  }
  part.value = cardinal->value;
  part.size = cardinal->kind;
  return part;
}

std::optional<Part> JoiningWord(std::string_view word) {
  Part part;
  if (word == "a" || word == "an") {
    part.kind = PartKind::kArticle;
    part.value = 1;
  } else if (word == "and") {
    part.kind = PartKind::kAnd;
  } else if (word == "over") {
    part.kind = PartKind::kOver;
  } else if (word == "of") {
    part.kind = PartKind::kOf;
  } else if (word == "point") {
    part.kind = PartKind::kPoint;
  } else {
    return std::nullopt;
  }
  return part;
}

std::string LowerCase(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) c = static_cast<char>(c | 0x20);
  return lower;
}

// Cuts the run of number words into its parts.
class PartReader {
 public:
  PartReader(std::string_view text, uint32_t at) : text_(text), at_(at) {}

  std::vector<Part> Run() {
    while (parts_.size() < kMostParts && Step()) {
    }
    while (!parts_.empty() && parts_.back().kind >= PartKind::kArticle) parts_.pop_back();
    if (parts_.size() == 1 && parts_[0].kind == PartKind::kDigits) parts_.clear();
    return std::move(parts_);
  }

 private:
  bool Step() {
    uint32_t at = at_;
    bool dash = false;
    if (!parts_.empty() && !SkipJoint(&at, &dash)) return false;
    if (at < text_.size() && IsAsciiDigit(static_cast<unsigned char>(text_[at]))) {
      return !dash && Digits(at);
    }
    uint32_t end = AsciiWordEnd(text_, at);
    if (end == at || GoesOn(end)) return false;
    const std::string word = LowerCase(text_.substr(at, end - at));
    if (word == "out") {  // out of
      if (!text_.substr(end).starts_with(" of ")) return false;
      Part part;
      part.kind = PartKind::kOver;
      return Add(part, at, end + 3);
    }
    if (const auto joining = JoiningWord(word)) return !dash && Add(*joining, at, end);
    if (const auto cardinal = CardinalOf(word)) return Add(*cardinal, at, end);
    if (const auto ordinal = OrdinalOf(word)) return Add(*ordinal, at, end);
    return Joined(word, at);
  }

  // Does a letter, digit or sign that makes another word stand at `end`?
  bool GoesOn(uint32_t end) const {
    if (end >= text_.size()) return false;
    int size;
    const char32_t next = DecodeUtf8(text_, end, &size);
    return IsLatinLetter(next) || IsAsciiDigit(next) || next == '_' || next == '\'';
  }

  bool SkipJoint(uint32_t* at, bool* dash) const {
    uint32_t i = *at;
    while (i < text_.size() && text_[i] == ' ') ++i;
    for (std::string_view sign : {"-", "–", "—"}) {
      if (!text_.substr(i).starts_with(sign)) continue;
      const uint32_t spaces = i - *at;
      i += static_cast<uint32_t>(sign.size());
      *dash = true;
      if (spaces > 1) return false;
      if (spaces == 1 && (i >= text_.size() || text_[i] != ' ')) return false;
      i += spaces;
      break;
    }
    const bool moved = i > *at && i - *at <= 5;
    *at = i;
    return moved;
  }

  // Digits stand first, or where a number begins anew: behind a scale, and, over, point.
  bool Digits(uint32_t at) {
    if (!parts_.empty()) {
      const PartKind last = parts_.back().kind;
      if (last != PartKind::kHundred && last != PartKind::kScale && last != PartKind::kAnd &&
          last != PartKind::kOver && last != PartKind::kPoint) {
        return false;
      }
    }
    Part part;
    part.kind = PartKind::kDigits;
    bool plain;
    const uint32_t end = ReadDigitLiteral(text_, at, &part.value, &plain);
    if (end == 0 || GoesOn(end) || IsFollowedBySign(end)) return false;
    return Add(part, at, end);
  }

  bool IsFollowedBySign(uint32_t end) const {
    if (end + 1 >= text_.size()) return false;
    const char next = text_[end];
    const bool digit = IsAsciiDigit(static_cast<unsigned char>(text_[end + 1]));
    return next == '^' || next == '%' || ((next == '/' || next == ' ' || next == ',') && digit);
  }

  // twentyfifth, fortytwo.
  bool Joined(std::string_view word, uint32_t at) {
    for (size_t tens = 5; tens <= 7 && tens + 3 <= word.size(); ++tens) {
      const auto ten = CardinalOf(word.substr(0, tens));
      if (!ten || ten->kind != PartKind::kTen) continue;
      const std::string_view rest = word.substr(tens);
      auto unit = CardinalOf(rest);
      if (!unit) unit = OrdinalOf(rest);
      if (!unit || unit->part_only || unit->value > Decimal(9) || unit->value == Decimal(0)) {
        return false;
      }
      const auto split = at + static_cast<uint32_t>(tens);
      Add(*ten, at, split);
      return Add(*unit, split, at + static_cast<uint32_t>(word.size()));
    }
    return false;
  }

  bool Add(Part part, uint32_t begin, uint32_t end) {
    if (parts_.empty() && part.kind > PartKind::kArticle && part.kind != PartKind::kPoint) {
      return false;
    }
    part.begin = begin;
    part.end = at_ = end;
    parts_.push_back(part);
    return true;
  }

  std::string_view text_;
  uint32_t at_;
  std::vector<Part> parts_;
};

}  // namespace

std::vector<Part> ReadNumberParts(std::string_view text, uint32_t at) {
  return PartReader(text, at).Run();
}

}  // namespace factmill
