// factmill rules test: the examples beside the rules, and the words in their places.
#include <fnmatch.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>

#include "base/diagnostic.h"
#include "cli/command.h"
#include "cli/junit.h"
#include "cli/print.h"
#include "cli/text.h"
#include "pipeline/rule_test.h"
#include "pipeline/word_test.h"

namespace factmill {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string only, junit;
  bool verbose = false;
};

constexpr int kWidth = 80, kIndent = 12;

std::string Item(const std::string& label, const std::string& text) {
  if (text.empty()) return "";
  return fmt::format("  {:<{}}{}\n", label, kIndent - 2,
                     Wrapped(Printable(text), kIndent, kIndent, kWidth));
}

// What was expected above what was found, with a mark where they part.
std::string Difference(const std::string& expected, const std::string& got) {
  std::string out = Item("expected", expected) + Item("got", got);
  const auto [a, b] = std::mismatch(expected.begin(), expected.end(), got.begin(), got.end());
  size_t same = static_cast<size_t>(a - expected.begin());
  while (same > 0 && same < got.size() && (got[same] & 0xC0) == 0x80) --same;
  const bool one_line = std::max(DisplayWidth(expected), DisplayWidth(got)) <= kWidth - kIndent;
  if (one_line && same > 0) {
    const int column = kIndent + DisplayWidth(got.substr(0, same));
    out += std::string(static_cast<size_t>(column), ' ') + "^\n";
  }
  return out;
}

std::string Sentence(const ExampleResult& result) {
  return result.text.substr(0, result.text.rfind(" =>"));
}

std::string Details(const ExampleResult& result) {
  std::string out = Item("example", Sentence(result));
  if (result.outcome != ExampleResult::kFail) return out;
  return out + Difference(result.expected, result.got) + Item("why", result.why);
}

std::string Details(const WordResult& result) {
  return Item("example", result.sentence) + Item("of rule", result.rule) +
         Item("expected", result.expected) + Item("got", result.got);
}

// Prints what needs a person's eye, and remembers all.
class Report {
 public:
  explicit Report(bool verbose) : verbose_(verbose) {}

  void Add(const ExampleResult& result) {
    ++examples_[result.outcome];
    JunitCase c{result.file,        result.line, result.rule, Sentence(result),
                JunitCase::kPassed, "",          ""};
    if (result.outcome == ExampleResult::kFail) {
      Tell(result.file, result.line, result.rule + " fails", Details(result));
      c.outcome = JunitCase::kFailed;
      c.message = "expected " + result.expected + ", got " + result.got;
      c.details = Details(result);
    } else if (result.outcome == ExampleResult::kTodoPasses) {
      Tell(result.file, result.line, result.rule + ": a todo passes now, make it a yes",
           Details(result));
    } else if (result.outcome == ExampleResult::kTodo) {
      c.outcome = JunitCase::kSkipped;
      c.message = "todo";
    }
    cases_.push_back(std::move(c));
  }

  void Add(const WordResult& result) {
    ++words_[result.outcome];
    const std::string word = "`" + Printable(result.word) + "` (" + result.meaning + ")";
    JunitCase c{result.file, result.line, "words", word, JunitCase::kPassed, "", ""};
    if (result.outcome == WordResult::kFail) {
      Tell(result.file, result.line, word + " fails", Details(result));
      c.outcome = JunitCase::kFailed;
      c.message = "expected " + result.expected + ", got " + result.got;
      c.details = Details(result);
    } else if (result.outcome == WordResult::kSkipped) {
      if (verbose_)
        Tell(result.file, result.line, word + " never counts: " + result.got + ", goes first", "");
      c.outcome = JunitCase::kSkipped;
      c.message = result.got + ", goes first";
    } else if (result.outcome == WordResult::kUntestable) {
      auto& words = untestable_[{result.file, result.line}];
      words += (words.empty() ? "" : ", ") + result.word;
      c.outcome = JunitCase::kSkipped;
      c.message = "no example of a rule has a word of this table";
    }
    cases_.push_back(std::move(c));
  }

  void Summary() const {
    if (verbose_) {
      for (const auto& [place, words] : untestable_) {
        Tell(place.first, place.second,
             "warning: no `yes` of a rule has a word where these could stand",
             Item("words", words));
      }
    }
    const auto plural = [](size_t count, const char* noun) {
      return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
    };
    Print("{} pass, {} fail, {} todo", plural(examples_[ExampleResult::kPass], "example"),
          examples_[ExampleResult::kFail], examples_[ExampleResult::kTodo]);
    if (const size_t promoted = examples_[ExampleResult::kTodoPasses]; promoted > 0)
      Print(", {} todo to promote", promoted);
    Print("; {} pass, {} fail", plural(words_[WordResult::kPass], "word"),
          words_[WordResult::kFail]);
    if (words_[WordResult::kSkipped] > 0)
      Print(", {} hidden by other entries", words_[WordResult::kSkipped]);
    if (words_[WordResult::kUntestable] > 0)
      Print(", {} not testable", words_[WordResult::kUntestable]);
    Print("\n");
  }

  bool failed() const { return examples_[ExampleResult::kFail] + words_[WordResult::kFail] > 0; }
  const std::vector<JunitCase>& cases() const { return cases_; }

 private:
  static void Tell(const std::string& file, int line, const std::string& what,
                   const std::string& details) {
    Print("{}:{}: {}\n{}", file, line, what, details);
  }

  const bool verbose_;
  size_t examples_[4] = {}, words_[4] = {};  // By outcome.
  std::map<std::pair<std::string, int>, std::string> untestable_;
  std::vector<JunitCase> cases_;
};

int Run(const Options& options) {
  std::ofstream junit;
  if (!options.junit.empty()) {
    junit.open(options.junit, std::ios::binary);
    if (!junit) return Fail({Code::kInvalid, "cannot write '" + options.junit + "'"});
  }
  const auto rules = LoadRulesOrComplain(options.paths);
  if (!rules) return kExitUsage;
  RuleFilter filter;
  if (!options.only.empty()) {
    filter = [&](const std::string& id) {
      return fnmatch(options.only.c_str(), id.c_str(), 0) == 0;
    };
    const auto& all = rules->rules();
    const bool any =
        std::any_of(all.begin(), all.end(), [&](const RuleInfo& rule) { return filter(rule.id); });
    if (!any) return Fail({Code::kInvalid, "no rule's id fits '" + options.only + "'"});
  }
  Report report(options.verbose);
  for (const ExampleResult& result : TestRules(*rules, filter)) report.Add(result);
  for (const WordResult& result : TestWords(*rules, filter)) report.Add(result);
  report.Summary();
  if (junit.is_open()) {
    junit << JunitXml(report.cases()) << std::flush;
    if (!junit) return Fail({Code::kUnreadable, "cannot write '" + options.junit + "'"});
  }
  return report.failed() ? kExitSomeFailed : kExitOk;
}

}  // namespace

void AddRulesTestCommand(CLI::App* rules, int* exit) {
  auto options = std::make_shared<Options>();
  CLI::App* test = rules->add_subcommand(
      "test", "Run the examples that stand beside the rules, and try each word in them");
  test->add_option("PATH", options->paths,
                   "Folders or files of rules, together one set; default: the built-in ones");
  test->add_option("-k,--rule", options->only, "Only rules whose id fits, such as 'zh.date.*'");
  test->add_option("--junit", options->junit, "Write the results to this file as JUnit XML");
  test->add_flag("--verbose", options->verbose, "Name the words that were not tested, and why");
  test->footer(
      "A `todo` that passes is named, and is no failure. Words are tested in `yes`\n"
      "examples: each takes the place of a word of its own table, and the figure there\n"
      "must change with it. Exit code 1 if anything fails.");
  test->callback([options, exit] { *exit = Run(*options); });
}

}  // namespace factmill
