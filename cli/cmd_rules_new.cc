// factmill rules new: a first draft of a rule, from a sentence with a marked quote.
#include <memory>

#include "base/utf8.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/text.h"
#include "pipeline/rule_draft.h"
#include "rules/keys.h"

namespace factmill {
namespace {

struct Options {
  DraftWish wish;
  std::string rules;
};

int Run(const Options& options) {
  if (!IsValidUtf8(options.wish.example))
    return Fail({Code::kInvalid, "the sentence is not UTF-8"});
  const auto rules = LoadRulesOrComplain(options.rules);
  if (!rules) return kExitUsage;
  const auto draft = DraftRule(*rules, options.wish);
  if (!draft.ok()) return Fail(draft.status());
  if (draft->found.empty())
    Print(stderr, "The rules find nothing there.\n");
  else
    Print(stderr, "The rules find {}{}\n", Printable(draft->found),
          draft->found_right ? ": that is it already." : ".");
  if (draft->text.empty()) {
    Print(stderr, "No rule was found whose example passes: {}\n", draft->why);
    return kExitSomeFailed;
  }
  Print("{}", draft->text);
  if (draft->breaks.empty()) {
    Print(stderr, "The new rule's example passes, and those of the other rules as before.\n");
    return kExitOk;
  }
  Print(stderr, "The new rule's example passes, but with it others fail:\n");
  for (const ExampleResult& result : draft->breaks) {
    Print(stderr, "  {}:{}: {}: expected {}, got {}\n", result.file, result.line, result.rule,
          Printable(result.expected), Printable(result.got));
  }
  return kExitOk;
}

}  // namespace

void AddRulesNewCommand(CLI::App* rules, int* exit) {
  auto options = std::make_shared<Options>();
  CLI::App* command = rules->add_subcommand("new", "A first draft of a rule, from a sentence");
  command
      ->add_option("SENTENCE", options->wish.example,
                   "With its quote marked: 'paid ⟦5 yuan⟧ each => 5 CNY'")
      ->required();
  command->add_option("--id", options->wish.id, "The rule's id; default: new.KIND");
  command
      ->add_option("--kind", options->wish.kind,
                   "The rule's kind; default: as the unit behind => says")
      ->check(CLI::IsMember(kRuleKindChoices));
  command->add_option("--rules", options->rules,
                      "Folder or file of rules; default: the built-in ones");
  command->footer(
      "Prints a [[rule]] in which numbers, units, classifiers, nouns and terms of dates\n"
      "are slots and all else is plain text: put it into a file, make its pattern as wide\n"
      "as it should be, and add examples. What is printed loads with the rules, and its\n"
      "example passes. On stderr: what the rules make of the quote now, and examples of\n"
      "other rules that would fail. Exit code 1 if no such rule was found.");
  command->callback([options, exit] { *exit = Run(*options); });
}

}  // namespace factmill
