// factmill rules explain: why a text gives these facts, and why not others.
#include <iostream>
#include <iterator>
#include <memory>

#include "base/diagnostic.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/explain_text.h"
#include "cli/json.h"
#include "cli/print.h"
#include "corpus/reader.h"
#include "db/open.h"
#include "db/query.h"
#include "extractors/date.h"

namespace factmill {
namespace {

struct Options {
  std::string text, rules, lang, date, rule, fact;
  std::string db = "facts.db";
  bool text_given = false, json = false;
};

// What is to be explained.
struct Subject {
  std::string text, date, lang;
  bool one_fact = false;  // Only the paragraph of the fact at [begin, end), in bytes.
  uint32_t begin = 0, end = 0;
};

Result<Subject> SubjectOf(const Options& options) {
  Subject subject;
  if (!options.fact.empty()) {
    auto db = OpenForReading(options.db);
    if (!db.ok()) return db.status();
    auto detail = ShowFact(&*db, options.fact);
    if (!detail.ok()) return detail.status();
    subject.text = detail->text;
    subject.date = detail->row.published;
    subject.lang = detail->row.lang;
    subject.one_fact = true;
    const Fact& fact = detail->row.fact;
    subject.begin = static_cast<uint32_t>(ByteOffsetOf(subject.text, fact.char_start));
    subject.end = static_cast<uint32_t>(ByteOffsetOf(subject.text, fact.char_end));
  } else if (options.text_given && options.text != "-") {
    subject.text = options.text;
  } else {
    subject.text.assign(std::istreambuf_iterator<char>(std::cin), {});
  }
  if (!IsValidUtf8(subject.text)) return Status(Code::kInvalid, "the text is not UTF-8");
  for (size_t at; (at = subject.text.find('\0')) != std::string::npos;)
    subject.text.replace(at, 1, "\xEF\xBF\xBD");
  if (!options.date.empty()) subject.date = options.date;
  if (!options.lang.empty()) subject.lang = options.lang;
  if (!subject.date.empty() && !ParseDay(subject.date))
    return Status(Code::kInvalid, "'" + subject.date + "' is no day such as 2024-05-15");
  return subject;
}

Status NoSuchRule(const RuleSet& rules, const std::string& id) {
  std::vector<std::string> ids;
  for (const RuleInfo& rule : rules.rules()) ids.push_back(rule.id);
  const std::string meant = DidYouMean(id, ids);
  return {Code::kInvalid, "there is no rule '" + id + "'" +
                              (meant.empty() ? "" : "; did you mean '" + meant + "'?")};
}

bool Holds(const Explanation& explanation, const ParagraphStory& paragraph,
           const Subject& subject) {
  const ArticleSpan place = explanation.ground->folded.map.ToSource(paragraph.span);
  return !subject.one_fact || place.Overlaps({subject.begin, subject.end});
}

int Run(const Options& options) {
  const auto rules = LoadRulesOrComplain(options.rules);
  if (!rules) return kExitUsage;
  const Rule* rule = nullptr;
  if (!options.rule.empty()) {
    rule = FindRule(*rules, options.rule);
    if (rule == nullptr) return Fail(NoSuchRule(*rules, options.rule));
  }
  const auto subject = SubjectOf(options);
  if (!subject.ok()) return Fail(subject.status());
  PayloadMap map;
  map.Keep(static_cast<uint32_t>(subject->text.size()));
  Article article = MakeBareArticle(subject->text, std::move(map), subject->date);
  article.lang = subject->lang;
  const Explanation explanation = Explain(article, *rules, rule);
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  bool first = true;
  for (const ParagraphStory& paragraph : explanation.paragraphs) {
    if (!Holds(explanation, paragraph, *subject)) continue;
    if (options.json) {
      json.push_back(ExplainJson(explanation, paragraph));
    } else {
      Print("{}{}", first ? "" : "\n", ExplainText(explanation, paragraph));
    }
    first = false;
  }
  if (options.json) Print("{}\n", ToLine({{"paragraphs", json}}));
  return kExitOk;
}

}  // namespace

void AddRulesExplainCommand(CLI::App* rules, int* exit) {
  auto options = std::make_shared<Options>();
  CLI::App* command = rules->add_subcommand(
      "explain", "Why a text gives these facts, and why its other numbers are none");
  CLI::Option* text = command->add_option("TEXT", options->text, "The text; default: stdin, as -");
  CLI::Option* fact =
      command->add_option("--fact", options->fact, "A fact's key: its paragraph, as it is stored");
  fact->excludes(text);
  command->add_option("--db", options->db, "The database of --fact")->capture_default_str();
  command->add_option("--rules", options->rules,
                      "Folder or file of rules; default: the built-in ones");
  command->add_option("--lang", options->lang, "zh, en or mixed; default: as it looks");
  command->add_option("--date", options->date, "The day of publication, as 2024-05-15");
  command->add_option("--rule", options->rule, "Only this rule: where it matches or nearly does");
  command->add_flag("--json", options->json, "For programs");
  command->footer(
      "A ^ stands where a rule may begin. `took` are the parts that a rule captured;\n"
      "`beaten` are rules that matched there too, and why they lost. Of a number that\n"
      "is in no fact the nearest rules are named, with what stopped them.");
  command->callback([options, text, exit] {
    options->text_given = text->count() > 0;
    *exit = Run(*options);
  });
}

}  // namespace factmill
