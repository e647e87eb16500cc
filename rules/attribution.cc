#include "rules/attribution.h"

#include <algorithm>
#include <tuple>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/plain_word.h"
#include "base/utf8.h"
#include "rules/clause.h"

namespace factmill {
namespace {

constexpr uint32_t kMostBehind = 120;  // Bytes behind the last figure of a sentence.
// What stands behind so many words of a paragraph is left alone: it is no prose,
// and the grammar looks back over all of a sentence.
constexpr int kMostItems = 4000;

bool IsLetter(char32_t c) { return IsLatinLetter(c) || IsAsciiDigit(c); }

// Where the Latin word ends that begins with `first`: it may have apostrophes, hyphens and
// ampersands inside.
uint32_t EndOfWord(std::string_view text, uint32_t begin, const PlainWord& first, uint32_t end) {
  uint32_t at = first.end;
  // What no word has inside.
  constexpr std::string_view kBehind = " ,)\"";
  if (at > begin && at <= end && at < text.size() && kBehind.find(text[at]) != kBehind.npos)
    return at;
  int size;
  while (at < text.size()) {
    const char32_t c = DecodeUtf8(text, at, &size);
    const bool inner = (c == '\'' || c == '-' || c == '&' || c == '.' || c == '/') &&
                       at + 1 < text.size() && IsLetter(static_cast<unsigned char>(text[at + 1]));
    const bool entity = c == ';' && text.substr(0, at).ends_with("&amp");
    if (!IsLetter(c) && !inner && !entity) break;
    at += static_cast<uint32_t>(size);
  }
  return std::min(at, end);
}

bool IsAllCapitals(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

class ItemReader {
 public:
  ItemReader(const CompiledRules& rules, const MatchContext& context, bool chinese,
             std::pmr::vector<Item>* items)
      : rules_(rules), text_(context.text), chinese_(chinese), items_(items) {}

  void Read(uint32_t at, uint32_t end) {
    while (at < end) {
      int size;
      const char32_t c = DecodeUtf8(text_, at, &size);
      if (c == ' ') {
        // A headline that the text goes on behind: STAKE  Parsow said
        if (at + 1 < end && text_[at + 1] == ' ' && EndsInCapitals())
          items_->back().ends_sentence = true;
        ++at;
      } else {
        at = ReadOne(at, end, c, size);
      }
    }
  }

 private:
  uint32_t ReadOne(uint32_t at, uint32_t end, char32_t c, int size) {
    const bool han = IsHan(c), letter = IsLetter(c);
    const PhraseWords& words = rules_.phrase_words;
    Item item;
    item.begin = at;
    if (han && !words.vocabulary().MayBeginWide(text_, at)) {
      item.end = at + static_cast<uint32_t>(size);
      item.type = Item::kRun;
      return Add(item);
    }
    PhraseWords::Hit hit;
    uint32_t word_end = 0;
    if (IsAsciiLetter(text_[at])) {
      const PlainWord first = PlainWordAt(text_, at);
      word_end = EndOfWord(text_, at, first, end);
      hit = words.Longest(text_, at, first);
    } else {
      if (letter) word_end = EndOfWord(text_, at, {at, 0}, end);
      hit = words.Longest(text_, at);
    }
    uint32_t classes = hit.end <= end ? hit.classes : 0;
    // US is no "us".
    if (letter && word_end >= at + 2 && (classes & Bit(WordClass::kMetric)) == 0 &&
        hit.end <= word_end && IsAllCapitals(text_.substr(at, word_end - at)))
      classes = 0;
    // "earned-out" is no "earned".
    if (classes != 0 && letter && hit.end < word_end && text_[hit.end] != '\'') classes = 0;
    if (classes == Bit(WordClass::kPlain)) {
      item.end = hit.end;
      item.type = chinese_ ? Item::kRun : Item::kWord;
    } else if (classes != 0) {
      item.classes = classes;
      item.end = letter ? std::max(hit.end, word_end) : hit.end;
    } else if (letter) {
      item.end = word_end;
      item.type = chinese_ ? Item::kRun : Item::kWord;
      const std::string_view word = text_.substr(at, word_end - at);
      if (word.size() > 4 && word.ends_with("ly") && word[0] >= 'a')
        item.classes = Bit(WordClass::kAdverb);
    } else {
      item.end = at + static_cast<uint32_t>(size);
      item.type = han ? Item::kRun : Item::kMark;
    }
    return Add(item);
  }

  // Gives where it ends.
  uint32_t Add(Item item) {
    if (item.type == Item::kRun && !items_->empty() && items_->back().end == item.begin &&
        items_->back().type == Item::kRun && !StandsAlone(item) && !StandsAlone(items_->back())) {
      items_->back().end = item.end;
      return item.end;
    }
    if (!chinese_ && item.type == Item::kWord)
      item.start = Wanted::StartOf(text_, item.begin, item.end);
    items_->push_back(item);
    return item.end;
  }

  // 的 and 了: the grammar asks for them.
  bool StandsAlone(const Item& run) const {
    if (run.end - run.begin != 3) return false;
    const std::string_view word = text_.substr(run.begin, 3);
    return word == "的" || word == "了";
  }

  // The last word is in capitals; behind it may be a date: IN 1986.
  bool EndsInCapitals() const {
    auto last = items_->rbegin();
    if (last != items_->rend() && last->type == Item::kDate) ++last;
    return last != items_->rend() &&
           IsAllCapitals(text_.substr(last->begin, last->end - last->begin));
  }

  const CompiledRules& rules_;
  std::string_view text_;
  bool chinese_;
  std::pmr::vector<Item>* items_;
};

// May something in a sentence stand for a name of the sentence before?
bool LooksBack(std::string_view sentence, bool chinese) {
  constexpr std::string_view kEnglish[] = {"It", "its ", "hey ", "heir "};
  constexpr std::string_view kChinese[] = {"该", "这家", "这个"};
  const auto stands = [&](std::string_view word) { return sentence.find(word) != sentence.npos; };
  return chinese ? std::any_of(std::begin(kChinese), std::end(kChinese), stands)
                 : std::any_of(std::begin(kEnglish), std::end(kEnglish), stands);
}

bool IsChinese(std::string_view text) { return 4 * CountHan(text) > CountPlainLetters(text); }

}  // namespace

const std::vector<std::string>& ReaderNames() {
  static const std::vector<std::string> kNames = {
      "carried",   "en.of",    "en.after",  "en.level",  "en.verb",   "en.passive",
      "zh.change", "zh.share", "zh.before", "zh.after",  "zh.verb",   "en.owner",
      "en.clause", "en.place", "zh.owner",  "zh.clause", "zh.changed"};
  return kNames;
}

std::vector<std::string> RolesOf(Reader reader) {
  if (reader == Reader::kCarried) return {"metric", "subject"};
  if (reader >= Reader::kEnglishOwner) return {"subject"};
  return {"metric"};
}

const Rule* RuleOf(const CompiledRules& rules, Reader reader) {
  const size_t place = rules.readers[static_cast<size_t>(reader)];
  return place == CompiledRules::kNoRule ? nullptr : &rules.rules[place];
}

ClauseText ReadClauses(const CompiledRules& rules, const MatchContext& context,
                       std::span<const FoldedSpan> sentences, const SecondReading& reading,
                       std::pmr::memory_resource* memory) {
  ClauseText out(memory);
  out.text = context.text;
  out.chinese = IsChinese(context.text);
  std::pmr::vector<int> order(memory);
  order.reserve(reading.figures.size());
  for (size_t i = 0; i < reading.figures.size(); ++i) {
    // Ordinals and the like are words here.
    if (!reading.figures[i].rule->mention) order.push_back(static_cast<int>(i));
  }
  const auto figure_of = [&](int i) -> const Figure& { return *reading.figures[i].figure; };
  std::sort(order.begin(), order.end(),
            [&](int a, int b) { return figure_of(a).begin < figure_of(b).begin; });
  // Those that matter: with a figure, or right before one that asks for it.
  std::pmr::vector<bool> matters(sentences.size(), false, memory);
  size_t s = 0;
  for (const int i : order) {
    if (figure_of(i).value.kind == Kind::kDate) continue;
    while (s + 1 < sentences.size() && sentences[s].end <= figure_of(i).begin) ++s;
    if (matters[s]) continue;
    matters[s] = true;
    if (s > 0 &&
        LooksBack(context.text.substr(sentences[s].begin, sentences[s].end - sentences[s].begin),
                  out.chinese))
      matters[s - 1] = true;
  }
  out.items.reserve(64);
  ItemReader reader(rules, context, out.chinese, &out.items);
  size_t next = 0;
  uint32_t at = 0;
  for (s = 0; s < sentences.size() && out.size() < kMostItems; ++s) {
    at = std::max(at, sentences[s].begin);  // A figure may reach over: KSh. 45.
    for (; next < order.size() && figure_of(order[next]).begin < sentences[s].end; ++next) {
      const Figure& figure = figure_of(order[next]);
      if (!matters[s] || figure.begin < at || out.size() >= kMostItems) continue;
      reader.Read(at, figure.begin);
      Item item;
      item.begin = figure.begin;
      item.end = at = figure.end;
      item.type = figure.value.kind == Kind::kDate ? Item::kDate : Item::kFigure;
      item.figure = order[next];
      item.kind = figure.value.kind;
      if (item.type == Item::kFigure) out.figures.push_back(out.size());
      out.items.push_back(item);
    }
    if (!matters[s] || out.size() >= kMostItems) continue;
    // Of what stands behind the last figure the beginning is enough.
    uint32_t end = sentences[s].end;
    if (at > sentences[s].begin && at < end && end - at > kMostBehind) {
      end = at + kMostBehind;
      while (IsUtf8Continuation(static_cast<unsigned char>(context.text[end]))) --end;
      while (end > at && !IsEdge(context.text, end)) --end;
    }
    if (at < end) reader.Read(at, end);
    if (!out.items.empty()) out.items.back().ends_sentence = true;
  }
  out.statements.resize(out.figures.size());
  return out;
}

namespace {

// What patterns have said is not said again, but the grammar goes by it.
void TakeKnown(const SecondReading& reading, ClauseText* text) {
  for (const PlacedAttribute& known : reading.attributes) {
    const bool metric = known.role == "metric";
    if (!metric && known.role != "subject") continue;
    for (size_t f = 0; f < text->figures.size(); ++f) {
      if (text->items[text->figures[f]].figure != static_cast<int>(known.figure)) continue;
      const auto& items = text->items;
      Phrase words;
      const auto first = std::find_if(items.begin(), items.end(),
                                      [&](const Item& item) { return item.end > known.begin; });
      words.begin = words.end = static_cast<int>(first - items.begin());
      while (words.end < text->size() && items[words.end].begin < known.end) ++words.end;
      (metric ? text->statements[f].metric : text->statements[f].subject) = {words, known.rule,
                                                                             true};
    }
  }
}

// The id of a metric: of the longest term with one that ends the words, in
// English of the longest that stands in them.
std::string CanonicalOf(const CompiledRules& rules, std::string_view text, uint32_t begin,
                        uint32_t end, bool chinese) {
  std::string canonical;
  uint32_t longest = 0;
  for (uint32_t at = begin; at < end; ++at) {
    if (IsUtf8Continuation(static_cast<unsigned char>(text[at])) || text[at] == ' ') continue;
    if (at > begin && IsAsciiLetter(text[at - 1]) && IsAsciiLetter(text[at])) continue;
    const auto hit = rules.phrase_words.Longest(text.substr(0, end), at);
    if ((hit.classes & Bit(WordClass::kMetric)) == 0 || (chinese && hit.end != end) ||
        hit.end - at <= longest)
      continue;
    for (const Entry* entry : *hit.entries) {
      if (entry->slot_number != static_cast<uint16_t>(WordClass::kMetric)) continue;
      canonical = entry->canonical;
      longest = hit.end - at;
    }
  }
  return canonical;
}

void AddAttributes(const CompiledRules& rules, const MatchContext& context,
                   SecondReading* reading) {
  const bool any = std::any_of(rules.readers.begin(), rules.readers.end(),
                               [](size_t rule) { return rule != CompiledRules::kNoRule; });
  const bool figures =
      std::any_of(reading->figures.begin(), reading->figures.end(),
                  [](const PlacedFigure& f) { return f.figure->value.kind != Kind::kDate; });
  if (!any || !figures) return;
  StackArena<1 << 14> arena;
  ClauseText text = ReadClauses(rules, context, reading->sentences, *reading, arena.get());
  TakeKnown(*reading, &text);
  if (text.chinese)
    AttributeChinese(rules, &text);
  else
    AttributeEnglish(rules, &text);
  for (size_t f = 0; f < text.figures.size(); ++f) {
    const auto figure = static_cast<size_t>(text.items[text.figures[f]].figure);
    const auto add = [&](const char* role, const Saying& saying) {
      if (saying.rule == nullptr || saying.words.empty() || saying.known) return;
      PlacedAttribute said;
      said.figure = figure;
      said.role = role;
      said.begin = text.items[saying.words.begin].begin;
      said.end = text.items[saying.words.end - 1].end;
      // The town's revenue: of the owner the name alone.
      const std::string_view words = text.text.substr(said.begin, said.end - said.begin);
      if (words.ends_with("'s"))
        said.end -= 2;
      else if (words.ends_with("'"))
        said.end -= 1;
      if (said.begin >= said.end) return;
      said.rule = saying.rule;
      if (said.role == "metric")
        said.canonical = CanonicalOf(rules, text.text, said.begin, said.end, text.chinese);
      reading->rules_used.push_back(saying.rule);
      reading->attributes.push_back(std::move(said));
    };
    add("metric", text.statements[f].metric);
    add("subject", text.statements[f].subject);
  }
}

}  // namespace

void AttributeFigures(const CompiledRules& rules, const MatchContext& context,
                      SecondReading* reading) {
  AddAttributes(rules, context, reading);
  std::sort(reading->attributes.begin(), reading->attributes.end(),
            [](const PlacedAttribute& a, const PlacedAttribute& b) {
              return std::tie(a.figure, a.role) < std::tie(b.figure, b.role);
            });
}

}  // namespace factmill
