// Known figures planted in generated text of mixed widths and scripts: each must
// come back with exactly its bytes and its value, and nothing else with it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/utf8.h"
#include "corpus/segment.h"
#include "tests/pipeline/extract_testing.h"
#include "tests/random.h"

namespace factmill {
namespace {

// How a text is written.
struct Style {
  bool chinese = true;  // Its first sentence at least.
  bool mixed = false;   // Sentences of both languages.
  bool traditional = false;
  bool full_width = false;  // Some ASCII characters are full width.
  bool invisible = false;   // Zero-width characters lie about.
  bool crlf = false;
  int wrap = 0;  // Columns of a hard wrap; 0 for none.
};

// A figure in plain words, and what it must be.
struct Figure {
  std::string before;  // A hedge in front of it, not of its quote.
  std::string words;
  Value value;
};

struct Planted {
  ArticleSpan span;
  Value value;
};

// Simplified characters of the words below that are written otherwise.
constexpr std::pair<std::string_view, std::string_view> kTraditional[] = {
    {"万", "萬"}, {"亿", "億"}, {"两", "兩"}, {"个", "個"}, {"约", "約"}, {"过", "過"},
    {"业", "業"}, {"资", "資"}, {"总", "總"}, {"额", "額"}, {"达", "達"}, {"设", "設"},
    {"备", "備"}, {"欧", "歐"}, {"厂", "廠"}, {"园", "園"}, {"区", "區"}, {"计", "計"},
    {"产", "產"}, {"长", "長"}, {"据", "據"}, {"称", "稱"}, {"该", "該"}, {"县", "縣"},
    {"广", "廣"}, {"顷", "頃"}, {"吨", "噸"}, {"规", "規"}, {"划", "劃"}, {"积", "積"},
    {"项", "項"}, {"于", "於"}, {"为", "為"}, {"当", "當"}, {"围", "圍"}, {"经", "經"},
};

// ---- Figures.

Decimal Scaled(const std::string& digits, int exponent) {
  return *Decimal::Parse(digits)->Times(*Decimal::PowerOfTen(exponent));
}

// "12", "1,234", "12.34"; `*plain` is the same without separators.
std::string RandomDigits(Random* random, bool whole, std::string* plain) {
  const int size = random->Between(1, 5);
  *plain = std::string(1, static_cast<char>('2' + random->Below(8)));
  for (int i = 1; i < size; ++i) *plain += static_cast<char>('0' + random->Below(10));
  std::string text = *plain;
  if (size > 3) text.insert(size - 3, ",");
  if (!whole && random->OneIn(3)) {
    const std::string places = "." + std::to_string(random->Below(99) + 1);
    text += places;
    *plain += places;
  }
  return text;
}

Bound RandomHedge(Random* random, bool chinese, std::string* before) {
  struct Hedge {
    const char* word;
    Bound bound;
  };
  static constexpr Hedge kChinese[] = {{"约", Bound::kAbout},
                                       {"超过", Bound::kGreater},
                                       {"不到", Bound::kLess},
                                       {"至少", Bound::kGreater}};
  static constexpr Hedge kEnglish[] = {{"about ", Bound::kAbout},
                                       {"more than ", Bound::kGreater},
                                       {"nearly ", Bound::kLess},
                                       {"roughly ", Bound::kAbout}};
  if (!random->OneIn(4)) return Bound::kExact;
  const Hedge& hedge = chinese ? random->Pick(kChinese) : random->Pick(kEnglish);
  *before = hedge.word;
  return hedge.bound;
}

Figure RandomChinese(Random* random, const Style& style) {
  struct Scale {
    const char* word;
    int exponent;
  };
  struct Unit {
    const char *word, *code;
    Kind kind;
  };
  static constexpr Scale kScales[] = {{"", 0}, {"万", 4}, {"亿", 8}, {"万亿", 12}, {"百万", 6}};
  static constexpr Unit kUnits[] = {
      {"元", "CNY", Kind::kMoney},        {"美元", "USD", Kind::kMoney},
      {"港元", "HKD", Kind::kMoney},      {"欧元", "EUR", Kind::kMoney},
      {"元人民币", "CNY", Kind::kMoney},  {"%", "%", Kind::kPercent},
      {"个百分点", "pp", Kind::kPercent}, {"公里", "km", Kind::kMeasure},
      {"吨", "t", Kind::kMeasure},        {"公顷", "ha", Kind::kMeasure},
      {"平方米", "m2", Kind::kMeasure},   {"家", "企业", Kind::kCount},
      {"座", "工厂", Kind::kCount}};
  struct Numeral {
    const char* words;
    int64_t value;
  };
  static constexpr Numeral kNumerals[] = {
      {"三千二百万", 32000000},      {"两百零五", 205}, {"十五亿", 1500000000},
      {"一万二千", 12000},           {"三万五", 35000}, {"二十七", 27},
      {"六千零三十亿", 603000000000}};
  Figure figure;
  const Unit* unit = &random->Pick(kUnits);
  // 元 is another currency in a traditional text.
  while (style.traditional && unit->kind == Kind::kMoney &&
         std::string_view(unit->word).starts_with("元")) {
    unit = &random->Pick(kUnits);
  }
  std::string plain;
  if (unit->kind != Kind::kPercent && random->OneIn(5)) {
    const Numeral& numeral = random->Pick(kNumerals);
    figure.words = numeral.words;
    figure.value.value = Decimal(numeral.value);
  } else {
    figure.words = RandomDigits(random, unit->kind == Kind::kCount, &plain);
    const Scale& scale = unit->kind == Kind::kPercent ? kScales[0] : random->Pick(kScales);
    figure.words += scale.word;
    figure.value.value = Scaled(plain, scale.exponent);
  }
  figure.words += unit->word;
  figure.value.kind = unit->kind;
  figure.value.unit = unit->code;
  figure.value.bound = RandomHedge(random, true, &figure.before);
  return figure;
}

Figure RandomEnglish(Random* random) {
  struct Scale {
    const char* word;
    int exponent;
  };
  struct Unit {
    const char *before, *behind, *code;
    Kind kind;
  };
  static constexpr Scale kScales[] = {
      {"", 0}, {" thousand", 3}, {" million", 6}, {" billion", 9}, {" trillion", 12}};
  static constexpr Unit kUnits[] = {{"$", "", "USD", Kind::kMoney},
                                    {"US$", "", "USD", Kind::kMoney},
                                    {"RMB ", "", "CNY", Kind::kMoney},
                                    {"", " yuan", "CNY", Kind::kMoney},
                                    {"", " Hong Kong dollars", "HKD", Kind::kMoney},
                                    {"€", "", "EUR", Kind::kMoney},
                                    {"", " percent", "%", Kind::kPercent},
                                    {"", "%", "%", Kind::kPercent},
                                    {"", " percentage points", "pp", Kind::kPercent},
                                    {"", " kilometers", "km", Kind::kMeasure},
                                    {"", " tonnes", "t", Kind::kMeasure},
                                    {"", " hectares", "ha", Kind::kMeasure},
                                    {"", " companies", "company", Kind::kCount},
                                    {"", " rural schools", "school", Kind::kCount},
                                    {"", " new jobs", "job", Kind::kCount}};
  const Unit& unit = random->Pick(kUnits);
  const Scale& scale = unit.kind == Kind::kPercent ? kScales[0] : random->Pick(kScales);
  Figure figure;
  std::string plain;
  figure.words = unit.before + RandomDigits(random, unit.kind == Kind::kCount, &plain) +
                 scale.word + unit.behind;
  figure.value.value = Scaled(plain, scale.exponent);
  figure.value.kind = unit.kind;
  figure.value.unit = unit.code;
  figure.value.bound = RandomHedge(random, false, &figure.before);
  return figure;
}

// ---- Text around them.

constexpr const char* kChineseBefore[] = {
    "该县总资产",       "据称园区设备总额达", "当地经营规划中的总规模为",
    "工厂方面称，其中", "广场周围的",         "青溪的设备额是"};
constexpr const char* kChineseBehind[] = {"，据称用于经营。", "的规划已经完成。", "，当地称。",
                                          "，其余的由该县设法补足。", "（据称）。"};
constexpr const char* kEnglishBefore[] = {"Officials in Luma said that ", "The plan calls for ",
                                          "According to the mill, ", "Its owner spoke of ",
                                          "The valley could see "};
constexpr const char* kEnglishBehind[] = {" by the river.", ", they said.", " at the old mill.",
                                          ", and that was not all.", " (as was said before)."};

// Writes words in a style, and knows where each figure came to stand.
class Writer {
 public:
  Writer(Random* random, const Style& style) : random_(random), style_(style) {}

  void Words(std::string_view words) { Add(words, nullptr); }

  void Plant(const Figure& figure) {
    Words(figure.before);
    Add(figure.words, &figure.value);
  }

  void Paragraph() {
    if (!atoms_.empty()) ++paragraphs_;
    Lay();
    text_ += style_.crlf ? "\r\n\r\n" : "\n\n";
  }

  const std::string& text() const { return text_; }
  size_t paragraphs() const { return paragraphs_; }
  const std::vector<Planted>& planted() const { return planted_; }

 private:
  // A character as written, with what lies unseen before it.
  struct Atom {
    std::string unseen, written;
    char32_t code = 0;
    int width = 0;
    bool begins = false, ends = false;  // A figure's first character, and its last.
  };

  void Add(std::string_view words, const Value* value) {
    const size_t first = atoms_.size();
    int size;
    for (size_t at = 0; at < words.size(); at += size) {
      Atom atom;
      atom.code = DecodeUtf8(words, at, &size);
      const bool wide = style_.full_width && (style_.wrap > 0 || random_->OneIn(2));
      atom.written = Written(words.substr(at, size), atom.code, wide);
      atom.width = DisplayWidth(atom.written);
      static constexpr const char* kUnseen[] = {"\u200B", "\uFEFF", "\u200D", "\u00AD", "\u2060"};
      if (style_.invisible && random_->OneIn(8)) atom.unseen = random_->Pick(kUnseen);
      atoms_.push_back(std::move(atom));
    }
    if (value == nullptr) return;
    atoms_[first].begins = true;
    atoms_.back().ends = true;
    values_.push_back(*value);
  }

  std::string Written(std::string_view c, char32_t code, bool wide) const {
    if (style_.traditional) {
      for (const auto& [simplified, traditional] : kTraditional) {
        if (c == simplified) return std::string(traditional);
      }
    }
    std::string written(c);
    if (wide && code > ' ' && code < 0x7F) {
      written.clear();
      AppendUtf8(code + 0xFEE0, &written);
    }
    return written;
  }

  // May a line end before atoms_[i]?  At a space, which the break replaces, and
  // between two wide characters.
  bool MayBreakBefore(size_t i) const {
    const Atom &left = atoms_[i - 1], &right = atoms_[i];
    if (right.code == ' ') return true;
    constexpr std::u32string_view kClosing = U"，。）,)%.";
    return left.width == 2 && right.width == 2 && left.code != U'（' &&
           kClosing.find(right.code) == std::u32string_view::npos;
  }

  // Lays the atoms out as lines.
  void Lay() {
    int column = 0;
    size_t begin = 0;
    for (size_t i = 0; i < atoms_.size(); ++i) {
      const Atom& atom = atoms_[i];
      bool broken = false;
      if (style_.wrap > 0 && i > 0 && MayBreakBefore(i)) {
        int width = atom.code == ' ' ? 0 : atom.width;
        size_t next = i + 1;
        for (; next < atoms_.size() && !MayBreakBefore(next); ++next) width += atoms_[next].width;
        if (column + width + (atom.code == ' ' ? 1 : 0) > style_.wrap) {
          text_ += style_.crlf ? "\r\n" : "\n";
          column = 0;
          broken = true;
        }
      }
      if (broken && atom.code == ' ') continue;
      if (!broken) text_ += atom.unseen;
      if (atom.begins) begin = text_.size();
      text_ += atom.written;
      column += atom.width;
      if (atom.ends) {
        planted_.push_back({{static_cast<uint32_t>(begin), static_cast<uint32_t>(text_.size())},
                            values_[planted_.size()]});
      }
    }
    atoms_.clear();
  }

  Random* random_;
  const Style style_;
  std::vector<Atom> atoms_;    // Of the paragraph.
  std::vector<Value> values_;  // Of all figures so far.
  std::string text_;
  size_t paragraphs_ = 0;
  std::vector<Planted> planted_;
};

constexpr int kFigures = 20;  // Of one text.

// `figures` of them, in one style.
void WriteText(Random* random, int figures, Writer* writer, const Style& style) {
  writer->Words(style.chinese ? "青溪工厂的经营" : "The mill of Luma");
  writer->Paragraph();
  for (int i = 0; i < figures; ++i) {
    const bool chinese = style.mixed ? random->OneIn(2) : style.chinese;
    if (chinese) {
      writer->Words(random->Pick(kChineseBefore));
      writer->Plant(RandomChinese(random, style));
      writer->Words(random->Pick(kChineseBehind));
    } else {
      writer->Words(random->Pick(kEnglishBefore));
      writer->Plant(RandomEnglish(random));
      writer->Words(random->Pick(kEnglishBehind));
    }
    if (random->OneIn(3))
      writer->Paragraph();
    else if (!chinese || style.mixed)
      writer->Words(" ");
  }
  writer->Paragraph();
}

Style RandomStyle(Random* random) {
  Style style;
  style.chinese = random->OneIn(2);
  style.traditional = style.chinese && random->OneIn(3);
  style.full_width = random->OneIn(2);
  style.invisible = random->OneIn(2);
  style.crlf = random->OneIn(3);
  // Wrapped Chinese has its figures in full width, so that a line may end
  // anywhere; nobody wraps English in full-width letters.
  style.mixed = !style.traditional && random->OneIn(3);
  if (!style.mixed && random->OneIn(3)) {
    style.wrap = random->Between(60, 90);
    style.full_width = style.chinese;
  }
  return style;
}

// The first fact that is not as planted, or none; "" if all is well.
std::string Difference(const std::vector<Planted>& planted, const Extraction& found,
                       const std::string& text) {
  size_t p = 0, f = 0;
  while (p < planted.size() || f < found.facts.size()) {
    const bool missed = f == found.facts.size() ||
                        (p < planted.size() && planted[p].span.begin < found.facts[f].span.begin);
    if (missed) {
      return "'" + std::string(Slice(std::string_view(text), planted[p].span)) + "' was not found";
    }
    const Fact& fact = found.facts[f];
    if (p == planted.size() || planted[p].span.begin > fact.span.begin) {
      return "'" + fact.quote + "' was not planted: " + Print(fact);
    }
    // A Chinese count's noun is looked for near by, and none is planted.
    Value value = fact.value;
    if (value.kind == Kind::kCount && text.size() > fact.span.end)
      value.unit = planted[p].value.unit;
    const bool same = fact.span == planted[p].span && value == planted[p].value &&
                      fact.quote == Slice(std::string_view(text), planted[p].span);
    if (!same) {
      Fact wanted = fact;
      wanted.quote = Slice(std::string_view(text), planted[p].span);
      wanted.value = planted[p].value;
      return Print(wanted) + " came back as " + Print(fact);
    }
    ++p;
    ++f;
  }
  return found.warnings.empty() ? "" : "a warning: " + found.warnings[0].message;
}

void CheckPlanted(uint64_t seed, int figures) {
  Random random(seed);
  int wrapped = 0, unseen = 0;
  for (int done = 0; done < figures;) {
    const Style style = RandomStyle(&random);
    Writer writer(&random, style);
    WriteText(&random, kFigures, &writer, style);
    const Article article = ArticleOf(writer.text());
    if (style.wrap > 0) {
      // Whether lines were wrapped is a guess; short sentences look like lines.
      ++wrapped;
      if (FindParagraphs(article.text, article.zones).size() != writer.paragraphs()) {
        ++unseen;
        continue;
      }
    }
    done += kFigures;
    const Extraction found = Extract(article, BuiltInRules(), {});
    const std::string difference = Difference(writer.planted(), found, writer.text());
    if (difference.empty()) continue;
    FAIL("seed " << seed << ", after " << done << " figures: " << difference << "\n"
                 << writer.text());
  }
  CHECK(unseen * 10 <= wrapped);
}

TEST_CASE("planted figures come back exactly") { CheckPlanted(1, 20000); }

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kMany = 100000;
#else
constexpr int kMany = 1000000;
#endif

TEST_CASE("slow: a million planted figures come back exactly") { CheckPlanted(2, kMany); }

}  // namespace
}  // namespace factmill
