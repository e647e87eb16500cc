#include "rules/prepared.h"

#include <algorithm>
#include <cereal/archives/binary.hpp>
#include <cereal/types/array.hpp>
#include <cereal/types/deque.hpp>
#include <cereal/types/map.hpp>
#include <cereal/types/memory.hpp>
#include <cereal/types/optional.hpp>
#include <cereal/types/set.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/utility.hpp>
#include <cereal/types/vector.hpp>
#include <sstream>
#include <streambuf>
#include <type_traits>
#include <unordered_map>

#include "rules/compiled.h"

namespace factmill {

// The members of all that a rule set is made of.  Where a type has one more, what is
// bound here no longer compiles.
struct Packing {
  template <typename Archive>
  static constexpr bool kSaves = Archive::is_saving::value;

  // What is nothing but its bytes: no pointer, and no gap, which could hold anything.
  template <typename T>
  static constexpr bool kIsRaw = std::is_trivially_copyable_v<T> && !std::is_pointer_v<T> &&
                                 std::has_unique_object_representations_v<T>;
  template <typename Archive, typename T>
  static void Raw(Archive& a, T& x) {
    static_assert(kIsRaw<T>);
    a(cereal::binary_data(&x, sizeof(x)));
  }
  template <typename Archive, typename T>
  static void Raw(Archive& a, std::vector<T>& x) {
    static_assert(kIsRaw<T>);
    uint64_t size = x.size();
    a(size);
    x.resize(size);
    a(cereal::binary_data(x.data(), size * sizeof(T)));
  }

  // Nearly all are whole and small.
  template <typename A>
  static void Fields(A& a, Decimal& x) {
    std::optional<int64_t> integer;
    if constexpr (kSaves<A>) integer = x.ToInt();
    a(integer);
    if (integer) {
      x = *integer;
      return;
    }
    std::string digits;
    if constexpr (kSaves<A>) digits = x.ToString();
    a(digits);
    x = Decimal::Parse(digits).value();
  }
  template <typename A>
  static void Fields(A& a, Contents& x) {
    Raw(a, x);
  }
  template <typename A>
  static void Fields(A& a, DateParts& x) {
    auto& [year, month, day, year_offset, month_offset, day_offset, weekday, week_offset, quarter,
           half, season, months, third, part, plan, decade, century, years_ago, months_ago,
           days_ago, lunar_month, lunar_day, leap, quarter_offset, weekend_offset, half_offset,
           coming, nth, week, its_week, rest, shift, span, months_away, days_away, workdays_away] =
        x;
    a(year, month, day, year_offset, month_offset, day_offset, weekday, week_offset, quarter);
    a(half, season, months, third, part, plan, decade, century, years_ago, months_ago, days_ago);
    a(lunar_month, lunar_day, leap, quarter_offset, weekend_offset, half_offset, coming, nth);
    a(week, its_week, rest, shift, span, months_away, days_away, workdays_away);
  }
  template <typename A>
  static void Fields(A& a, WordFilter& x) {
    Raw(a, x);
  }

  // Patterns.
  template <typename A>
  static void Fields(A& a, LazyRegex& x) {
    if constexpr (kSaves<A>) a(x.text_, x.exact_case_, x.most_bytes_);  // Else it is made of them.
    a(x.groups_, x.most_size_, x.waits_);
  }
  template <typename A>
  static void Fields(A& a, Slot& x) {
    auto& [kind, unit_kind, any_kind, role, name, number] = x;
    a(kind, unit_kind, any_kind, role, name, number);
  }
  template <typename A>
  static void Fields(A& a, Element& x) {
    auto& [regex, groups, has_names, has_tree, reach, text, slot] = x;
    a(regex, groups, has_names, has_tree, reach, text, slot);
  }
  template <typename A>
  static void Fields(A& a, FirstChars& x) {
    auto& [ascii, others, any_other] = x;
    Raw(a, ascii);
    a(others, any_other);
  }
  template <typename A>
  static void Fields(A& a, Form& x) {
    auto& [elements, first, apart] = x;
    a(elements, first, apart);
  }
  template <typename A>
  static void Fields(A& a, CaptureName& x) {
    auto& [name, slot, begin, size] = x;
    a(name, slot, begin, size);
  }
  template <typename A>
  static void Fields(A& a, Pattern& x) {
    auto& [forms, names, captures, expanded, branches, branch_regexes] = x;
    a(forms, names, captures, expanded, branches, branch_regexes);
  }
  template <typename A>
  static void Fields(A& a, PatternPart& x) {
    auto& [type, text, slot] = x;
    a(type, text, slot);
  }

  // Rules.
  template <typename A>
  static void Fields(A& a, MaskedRule::Group& x) {
    auto& [name, slot] = x;
    a(name, slot);
  }
  template <typename A>
  static void Fields(A& a, MaskedRule::Setting& x) {
    auto& [fact, role, words] = x;
    a(fact, role, words);
  }
  template <typename A>
  static void Fields(A& a, MaskedRule::Linking& x) {
    auto& [from, relation, other] = x;
    a(from, relation, other);
  }
  template <typename A>
  static void Fields(A& a, MaskedRule::UnitSource& x) {
    auto& [from, carried, kind, alike, least] = x;
    a(from, carried, kind, alike, least);
  }
  template <typename A>
  static void Fields(A& a, MaskedRule& x) {
    auto& [reader, parts, exact_case, scope, unit, sets, links, groups, regex, begins, needs,
           words] = x;
    a(reader, parts, exact_case, scope, unit, sets, links, groups, regex);
    a(begins, needs, words);
  }
  template <typename A>
  static void Fields(A& a, GoverningRule& x) {
    auto& [role, words, term, reach] = x;
    a(role, words, term, reach);
  }
  template <typename A>
  static void Fields(A& a, Example& x) {
    auto& [type, text, line, column] = x;
    a(type, text, line, column);
  }
  template <typename A>
  static void Fields(A& a, Rule& x) {
    auto& [id, file, line, column, makes, kind, pattern, not_preceded_by, not_followed_by,
           preceded_by, followed_by, date, region, unit, value, times, set, sets_parts, bound,
           words_from_two, mention, governs, masked, examples, sha256] = x;
    a(id, file, line, column, makes, kind, pattern, not_preceded_by, not_followed_by);
    a(preceded_by, followed_by, date, region, unit, value, times, set, sets_parts, bound);
    a(words_from_two, mention, governs, masked, examples, sha256);
  }
  template <typename A>
  static void Fields(A& a, RuleInfo& x) {
    auto& [id, file, line, sha256] = x;
    a(id, file, line, sha256);
  }
  template <typename A>
  static void Fields(A& a, UnitInfo& x) {
    auto& [code, ucum, kind, base, factor] = x;
    a(code, ucum, kind, base, factor);
  }

  // Words.
  template <typename A>
  static void Fields(A& a, Condition& x) {
    auto& [region, language, near] = x;
    a(region, language, near);
  }
  template <typename A>
  static void Fields(A& a, Entry& x) {
    auto& [kind, word, unit_kind, canonical, number, role, times, bound, except_kinds, exact_case,
           mass, when, file, line, slot_number] = x;
    a(kind, word, unit_kind, canonical, number, role, times, bound, except_kinds, exact_case);
    a(mass, when, file, line, slot_number);
  }
  template <typename A>
  static void Fields(A& a, WordHeads& x) {
    auto& [firsts, leads, heads, slots, shift, cells] = x;
    Raw(a, firsts);
    Raw(a, leads);
    Raw(a, heads);
    Raw(a, slots);
    Raw(a, cells);
    a(shift);
  }
  // Which entries each word has: their places.
  static std::vector<uint32_t> PlacesOf(const std::vector<std::vector<const Entry*>>& words,
                                        const std::deque<Entry>& entries) {
    std::unordered_map<const Entry*, uint32_t> places;
    for (const Entry& entry : entries) places.emplace(&entry, places.size());
    std::vector<uint32_t> out;
    for (const auto& word : words) {
      out.push_back(static_cast<uint32_t>(word.size()));
      for (const Entry* entry : word) out.push_back(places.at(entry));
    }
    return out;
  }
  static void TakePlaces(const std::vector<uint32_t>& places, const std::deque<Entry>& entries,
                         std::vector<std::vector<const Entry*>>* words) {
    for (size_t i = 0; i < places.size();) {
      auto& word = words->emplace_back();
      word.reserve(places[i]);
      for (const size_t end = i + 1 + places[i]; ++i < end;)
        word.push_back(&entries.at(places.at(i)));
    }
  }
  template <typename A>
  static void Fields(A& a, Vocabulary& x) {
    auto& [short_slots, slots, heads, nodes, tables, words, entries] = x;
    Raw(a, short_slots);
    Raw(a, slots);
    Raw(a, nodes);
    Raw(a, tables);
    a(heads, entries);
    std::vector<uint32_t> places;
    if constexpr (kSaves<A>) places = PlacesOf(words, entries);
    Raw(a, places);
    if constexpr (!kSaves<A>) TakePlaces(places, entries, &words);
  }
  template <typename A>
  static void Fields(A& a, DayWords& x) {
    auto& [words] = x;
    a(words);
  }
  template <typename A>
  static void Fields(A& a, RangeWords& x) {
    auto& [words] = x;
    a(words);
  }
  template <typename A>
  static void Fields(A& a, PhraseWords& x) {
    auto& [words] = x;
    a(words);
  }

  // What walks over them.
  template <typename A>
  static void Fields(A& a, Automaton& x) {
    auto& [direction, code, starts, limit, waiting, once] = x;
    if constexpr (kSaves<A>) x.Ready();  // Nothing waits any more.
    auto of = direction;
    a(of);
    if (of != direction) throw cereal::Exception("an automaton of another direction");
    Raw(a, code);
    Raw(a, starts);
  }
  template <typename A>
  static void Fields(A& a, FormTrie::Node& x) {
    auto& [forms, quantity, noun, hedge, words, word_slots, automaton, expressions, others,
           has_slow] = x;
    Raw(a, forms);
    a(quantity, noun, hedge, words, word_slots, automaton, expressions, others, has_slow);
  }
  template <typename A>
  static void Fields(A& a, Starts& x) {
    auto& [bits, beyond] = x;
    a(bits, beyond);
  }
  template <typename A>
  static void Fields(A& a, FormTrie& x) {
    auto& [nodes, leaving, automata, starts] = x;
    Raw(a, leaving);
    a(nodes, automata, starts);
  }
  template <typename A>
  static void Fields(A& a, TokenAlphabet& x) {
    auto& [slots, tokens, starts, begins, short_begins, prefixes] = x;
    a(slots, tokens, starts);
    Raw(a, begins);
    Raw(a, short_begins);
    Raw(a, prefixes);
  }
  template <typename A>
  static void Fields(A& a, Governing::Use& x) {
    auto& [term, part, rule, attribute, reach] = x;
    a(term, part, rule, attribute, reach);
  }
  template <typename A>
  static void Fields(A& a, Governing& x) {
    auto& [words, empty, uses, dates, all, but_fillers] = x;
    a(words, empty, uses, dates, all, but_fillers);
  }
  // All but the files, and the engine, which makes what it needs.
  template <typename A>
  static void Fields(A& a, CompiledRules& x) {
    auto& [files, rules, vocabulary, hedges_before, infos, entry_files, units, asks_language, forms,
           engine, region_words, tense_words, day_words, range_words, phrase_words, readers,
           alphabet, governing, makers, carriers, attributors, sha256] = x;
    a(rules, vocabulary, hedges_before, infos, entry_files, units, asks_language, forms);
    a(region_words, tense_words, day_words, range_words, phrase_words, readers, alphabet);
    a(governing, makers, carriers, attributors);
    a(sha256);
  }
};

template <typename Archive, typename T>
requires requires(Archive& archive, T& object) { Packing::Fields(archive, object); }
void serialize(Archive& archive, T& object) { Packing::Fields(archive, object); }

namespace {

// Bytes that stand elsewhere, as a stream.
class Bytes : public std::streambuf {
 public:
  explicit Bytes(std::string_view bytes) {
    char* const begin = const_cast<char*>(bytes.data());  // It is only read.
    setg(begin, begin, begin + bytes.size());
  }

 protected:
  std::streamsize xsgetn(char* out, std::streamsize size) override {
    size = std::min<std::streamsize>(size, egptr() - gptr());
    std::copy_n(gptr(), size, out);
    setg(eback(), gptr() + size, egptr());
    return size;
  }
};

// The files that bytes were made from.
struct Origin {
  std::vector<std::string> names;
  uint64_t hash = 0;  // Of what makes the set: the texts, and their names below the folder.

  explicit Origin(const std::vector<RuleFile>& files) {
    std::string of;
    for (const RuleFile& file : files) {
      names.push_back(file.name);
      for (const std::string& part : {file.relative, file.text})
        of += std::to_string(part.size()) + " " + std::to_string(std::hash<std::string>()(part)) +
              "\n";
    }
    hash = std::hash<std::string>()(of);
  }
};

// `names` are those that the set has.
void Rename(const std::vector<std::string>& names, const std::vector<RuleFile>& files,
            CompiledRules* rules) {
  std::map<std::string_view, const std::string*> now;
  for (size_t i = 0; i < names.size(); ++i) now.emplace(names[i], &files.at(i).name);
  const auto rename = [&](std::string* name) { *name = *now.at(*name); };
  for (Rule& rule : rules->rules) rename(&rule.file);
  for (RuleInfo& info : rules->infos) rename(&info.file);
  for (std::string& name : rules->entry_files) rename(&name);
}

}  // namespace

std::string PrepareRules(const RuleSet& rules) {
  std::ostringstream out;
  cereal::BinaryOutputArchive archive(out);
  // Members are listed once, for reading and writing; writing changes none.
  const Origin origin(rules.files());
  archive(origin.hash, origin.names, const_cast<CompiledRules&>(rules.compiled()));
  return std::move(out).str();
}

std::optional<RuleSet> TakePrepared(std::string_view bytes, std::vector<RuleFile> files) {
  auto rules = std::make_shared<CompiledRules>();
  try {
    Bytes buffer(bytes);
    std::istream in(&buffer);
    cereal::BinaryInputArchive archive(in);
    Origin origin({});
    archive(origin.hash);
    if (origin.hash != Origin(files).hash) return std::nullopt;
    archive(origin.names, *rules);
    Rename(origin.names, files, rules.get());
  } catch (const std::exception&) {
    return std::nullopt;
  }
  rules->files = std::move(files);
  return RuleSet(std::move(rules));
}

}  // namespace factmill

namespace cereal {

template <>
struct LoadAndConstruct<factmill::LazyRegex> {
  template <typename Archive>
  static void load_and_construct(Archive& archive, construct<factmill::LazyRegex>& construct) {
    std::string text;
    bool exact_case;
    int64_t most_bytes;
    archive(text, exact_case, most_bytes);
    construct(std::move(text), exact_case, most_bytes);
    factmill::Packing::Fields(archive, *construct.ptr());
  }
};

}  // namespace cereal
