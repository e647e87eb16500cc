// factmill extract: the pure worker. NDJSON in, NDJSON out, in the same order.
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <map>
#include <memory>
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

bool IsBlank(const std::string& line) {
  return line.find_first_not_of(" \t\r") == std::string::npos;
}

// One line on its way to its answer.  What goes wrong in it stays with it.
class Line {
 public:
  Line(const InputLine& in, size_t number, std::string* out)
      : in_(in), number_(number), out_(out) {}
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  // The steps, in this order; each does nothing once one has failed.
  void Read(const RuleSet& rules, const Options& options, ArticleLineReader* reader) {
    if (in_.problem != nullptr) return Fail(in_.problem);
    Try([&] {
      if (IsBlank(in_.text)) return;
      auto in = reader->Read(in_.text);
      if (!in.ok()) return Fail(in.status().message());
      id_ = std::move(in->id);
      PayloadMap map;
      std::string text = WithoutNul(std::move(in->text), &map);
      article_ =
          std::make_unique<Article>(MakeBareArticle(std::move(text), std::move(map), in->date));
      article_->lang = std::move(in->lang);
      extracting_.emplace(*article_, rules, ExtractOptions{options.all_mentions, options.matching});
    });
  }
  void Take(int step) {
    Try([&] {
      if (extracting_) extracting_->Take(step);
    });
  }
  void Write() {
    Try([&] {
      if (!extracting_) return;
      const Extraction found = extracting_->Finish();
      *out_ += "{\"id\":";
      *out_ += id_;
      *out_ += ",\"facts\":";
      AppendList(found.facts, out_);
      *out_ += ",\"warnings\":";
      AppendList(found.warnings, out_);
      *out_ += "}\n";
      extracting_.reset();
      article_.reset();
    });
  }
  bool failed() const { return failed_; }

 private:
  template <typename Work>
  void Try(Work work) {
    if (failed_) return;
    try {
      work();
    } catch (const std::bad_alloc&) {
      Fail("out of memory");
    } catch (const std::exception& e) {
      Fail(e.what());
    }
  }
  void Fail(const std::string& problem) {
    failed_ = true;
    extracting_.reset();
    out_->clear();
    AppendError(number_, problem, out_);
  }

  const InputLine& in_;
  const size_t number_;
  std::string* const out_;
  std::string id_;
  std::unique_ptr<Article> article_;
  std::optional<Extracting> extracting_;
  bool failed_ = false;
};

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
  static constexpr size_t kBatchBytes = 1 << 17;

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
      // The articles of one script after those of the other, and each step for all of them
      // before the next: what a step and the rules of a language need then stays near at
      // hand, which saves a fifth of the time.
      std::vector<size_t> order(lines.size());
      std::iota(order.begin(), order.end(), size_t{0});
      std::stable_partition(order.begin(), order.end(),
                            [&](size_t i) { return !IsWide(lines[i].text); });
      std::deque<Line> batch_lines;
      for (const size_t i : order) {
        answers[i].clear();
        batch_lines.emplace_back(lines[i], first + i, &answers[i]);
      }
      for (Line& line : batch_lines) line.Read(rules_, options_, &reader);
      for (int step = 0; step < Extracting::kSteps; ++step) {
        for (Line& line : batch_lines) line.Take(step);
      }
      for (Line& line : batch_lines) {
        line.Write();
        failed = failed || line.failed();
      }
      batch_lines.clear();
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
