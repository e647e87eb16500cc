// factmill extract: the pure worker. NDJSON in, NDJSON out, in the same order.
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <exception>
#include <map>
#include <mutex>
#include <new>
#include <numeric>
#include <span>
#include <thread>

#include "base/utf8.h"
#include "cli/article_line.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/line_reader.h"
#include "corpus/reader.h"
#include "pipeline/extract.h"

namespace factmill {
namespace {

struct Options {
  std::string rules;
  bool all_mentions = false;
  Matching matching = Matching::kFast;
  unsigned jobs = 1;
};

void AppendError(size_t line, const std::string& error, std::string* out) {
  JsonObject(out).Number("line", line).Text("error", error).End();
  out->push_back('\n');
}

// NUL cannot stand in SQLite's text; its offsets hold all the same.
std::string WithoutNul(std::string text, PayloadMap* map) {
  size_t nul = text.find('\0');
  if (nul == std::string::npos) {
    map->Keep(static_cast<uint32_t>(text.size()));
    return text;
  }
  std::string clean;
  for (size_t at = 0; at < text.size(); nul = text.find('\0', at)) {
    nul = std::min(nul, text.size());
    map->Keep(static_cast<uint32_t>(nul - at));
    clean.append(text, at, nul - at);
    if (nul < text.size()) {
      AppendUtf8(0xFFFD, &clean);
      map->Replace(1, 3);
    }
    at = nul + (nul < text.size());
  }
  return clean;
}

template <typename Items>
void AppendList(const Items& items, std::string* out) {
  char before = '[';
  for (const auto& item : items) {
    out->push_back(before);
    AppendJson(item, out);
    before = ',';
  }
  *out += before == '[' ? "[]" : "]";
}

// One line in, one line out.  Sets `*failed` where the line is malformed.
void ExtractLine(const std::string& line, size_t number, const RuleSet& rules,
                 const Options& options, ArticleLineReader* reader, std::string* out,
                 bool* failed) {
  auto in = reader->Read(line);
  if (!in.ok()) {
    *failed = true;
    AppendError(number, in.status().message(), out);
    return;
  }
  PayloadMap map;
  std::string text = WithoutNul(std::move(in->text), &map);
  Article article = MakeBareArticle(std::move(text), std::move(map), in->date);
  article.lang = std::move(in->lang);
  const Extraction found = Extract(article, rules, {options.all_mentions, options.matching});
  *out += "{\"id\":";
  *out += in->id;
  *out += ",\"facts\":";
  AppendList(found.facts, out);
  *out += ",\"warnings\":";
  AppendList(found.warnings, out);
  *out += "}\n";
}

bool IsBlank(const std::string& line) {
  return line.find_first_not_of(" \t\r") == std::string::npos;
}

// Is most of the line beyond ASCII, as Chinese is?  Its middle tells.
bool IsWide(const std::string& line) {
  constexpr size_t kSample = 256;
  const size_t begin = line.size() > kSample ? (line.size() - kSample) / 2 : 0;
  const std::string_view middle = std::string_view(line).substr(begin, kSample);
  const auto beyond = std::count_if(middle.begin(), middle.end(), [](char c) { return c < 0; });
  return static_cast<size_t>(beyond) * 2 > middle.size();
}

// Lines in batches, each worked on by any thread, written in order.
class Worker {
 public:
  Worker(const RuleSet& rules, const Options& options) : rules_(rules), options_(options) {}

  int Run() {
    std::vector<std::thread> threads;
    try {
      for (unsigned i = 1; i < options_.jobs; ++i) threads.emplace_back([this] { Work(); });
    } catch (const std::exception&) {  // Fewer threads do the same work.
    }
    Work();
    for (std::thread& thread : threads) thread.join();
    if (write_failed_) return kExitSomeFailed;  // main() says so.
    if (in_.failed()) return Fail({Code::kUnreadable, "cannot read stdin"});
    return failed_ ? kExitSomeFailed : kExitOk;
  }

 private:
  static constexpr size_t kBatchBytes = 1 << 18;

  // The next lines of stdin; false at its end.
  bool Next(std::vector<InputLine>* lines, size_t* first, size_t* batch) {
    const std::lock_guard lock(read_);
    lines->clear();
    if (write_failed_) return false;
    *first = line_ + 1;
    size_t bytes = 0;
    for (InputLine line; bytes < kBatchBytes && in_.Next(&line); line = InputLine()) {
      ++line_;
      bytes += line.text.size() + 1;
      lines->push_back(std::move(line));
      // A pipe that waits for its answer must not wait for a full batch.
      if (!in_.has_more()) break;
    }
    *batch = batch_++;
    return !lines->empty();
  }

  void Work() {
    std::vector<InputLine> lines;
    std::vector<std::string> answers;
    ArticleLineReader reader;
    size_t first, batch;
    while (Next(&lines, &first, &batch)) {
      answers.resize(std::max(answers.size(), lines.size()));
      bool failed = false;
      // The articles of one script after those of the other: what the rules of a
      // language need then stays near at hand, which saves a tenth of the time.
      std::vector<size_t> order(lines.size());
      std::iota(order.begin(), order.end(), size_t{0});
      std::stable_partition(order.begin(), order.end(),
                            [&](size_t i) { return !IsWide(lines[i].text); });
      for (const size_t i : order) {
        answers[i].clear();
        Append(lines[i], first + i, &reader, &answers[i], &failed);
      }
      std::unique_lock lock(write_);
      turn_.wait(lock, [&] { return written_ == batch; });
      write_failed_ = write_failed_ || !Write({answers.data(), lines.size()});
      failed_ = failed_ || failed;
      ++written_;
      turn_.notify_all();
    }
    // The batch number that found the end must not be waited for.
  }

  static bool Write(std::span<const std::string> answers) {
    for (const std::string& answer : answers) {
      if (std::fwrite(answer.data(), 1, answer.size(), stdout) != answer.size()) return false;
    }
    return std::fflush(stdout) == 0;
  }

  // Adds the answer to a line; what goes wrong in it stays with it.
  void Append(const InputLine& line, size_t number, ArticleLineReader* reader, std::string* out,
              bool* failed) {
    const size_t before = out->size();
    std::string problem = line.problem != nullptr ? line.problem : "";
    if (problem.empty() && IsBlank(line.text)) return;
    if (problem.empty()) {
      try {
        ExtractLine(line.text, number, rules_, options_, reader, out, failed);
        return;
      } catch (const std::bad_alloc&) {
        problem = "out of memory";
      } catch (const std::exception& e) {
        problem = e.what();
      }
    }
    out->resize(before);
    *failed = true;
    AppendError(number, problem, out);
  }

  const RuleSet& rules_;
  const Options& options_;
  LineReader in_;
  std::mutex read_, write_;
  std::condition_variable turn_;
  size_t line_ = 0, batch_ = 0, written_ = 0;
  bool failed_ = false;
  std::atomic<bool> write_failed_ = false;
};

int Run(const Options& options) {
  const auto rules = LoadRulesOrComplain(options.rules);
  if (!rules) return kExitUsage;
  return Worker(*rules, options).Run();
}

}  // namespace

void AddExtractCommand(CLI::App* app, int* exit) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app->add_subcommand("extract", "Facts of articles given as NDJSON on stdin");
  command->footer(
      "In, a line each: {\"id\", \"text\", \"date\"?: \"2021-05-12\", \"title\"?, \"lang\"?}\n"
      "Out, in the same order: {\"id\", \"facts\": [...], \"warnings\": [...]}\n"
      "A malformed line gives {\"line\", \"error\"} and exit code 1 at the end.");
  command->add_option("--rules", options->rules,
                      "Folder or file of rules; default: the built-in ones");
  command->add_flag("--all-mentions", options->all_mentions, "Bare numbers and ordinals too");
  const std::map<std::string, Matching> engines = {{"fast", Matching::kFast},
                                                   {"plain", Matching::kPlain}};
  command
      ->add_option("--engine", options->matching,
                   "fast, or plain: slow and simple, to compare with; the same facts")
      ->transform(CLI::CheckedTransformer(engines).description(""))  // type_name() says it.
      ->type_name("fast|plain");
  command->add_option("--jobs", options->jobs, "Threads")->check(CLI::Range(1, 256));
  command->callback([options, exit] { *exit = Run(*options); });
}

}  // namespace factmill
