// factmill extract: the pure worker. NDJSON in, NDJSON out, in the same order.
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <exception>
#include <iostream>
#include <map>
#include <mutex>
#include <new>
#include <thread>

#include "base/utf8.h"
#include "cli/command.h"
#include "cli/json.h"
#include "corpus/reader.h"
#include "extractors/date.h"
#include "pipeline/extract.h"

namespace factmill {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string rules;
  bool all_mentions = false;
  Matching matching = Matching::kFast;
  unsigned jobs = 1;
};

std::string ErrorLine(size_t line, const std::string& error) {
  return ToLine(Json{{"line", line}, {"error", error}});
}

constexpr size_t kMostLineBytes = 256u << 20;
constexpr int kDeepest = 64;

// Is the JSON nested more deeply than any article is?  Asked of the raw line,
// since a JSON tree is built and torn down by recursion.
bool IsTooDeep(const std::string& line) {
  int depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (in_string) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > kDeepest) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

// What is wrong with a parsed line; "" if it is right.
std::string Complaint(const Json& in) {
  if (!in.is_object()) return "not a JSON object";
  if (!in.contains("text")) return "no \"text\"";
  if (!in["text"].is_string()) return "\"text\" is no string";
  for (const char* key : {"date", "title", "lang"}) {
    if (in.contains(key) && !in[key].is_null() && !in[key].is_string()) {
      return std::string("\"") + key + "\" is no string";
    }
  }
  if (const auto id = in.find("id");
      id != in.end() && !id->is_string() && !id->is_number() && !id->is_null()) {
    return "\"id\" is no string, number or null";
  }
  const Json date = in.value("date", Json());
  if (date.is_string() && !date.get_ref<const std::string&>().empty() &&
      !ParseDay(date.get_ref<const std::string&>())) {
    return "\"date\" is no day like 2021-05-12";
  }
  return "";
}

std::string Text(const Json& in, const char* key) {
  const auto value = in.find(key);
  return value != in.end() && value->is_string() ? value->get<std::string>() : "";
}

// One line in, one line out.  Sets `*failed` where the line is malformed.
std::string ExtractLine(const std::string& line, size_t number, const RuleSet& rules,
                        const Options& options, bool* failed) {
  if (IsTooDeep(line)) {
    *failed = true;
    return ErrorLine(number, "nested too deeply");
  }
  const Json in = Json::parse(line, nullptr, false);
  std::string complaint = in.is_discarded() ? "not JSON" : Complaint(in);
  if (!complaint.empty()) {
    *failed = true;
    return ErrorLine(number, complaint);
  }
  std::string text = Text(in, "text");
  PayloadMap map;
  // NUL cannot stand in SQLite's text; its offsets hold all the same.
  std::string clean;
  for (size_t at = 0; at < text.size();) {
    const size_t nul = std::min(text.find('\0', at), text.size());
    map.Keep(static_cast<uint32_t>(nul - at));
    clean.append(text, at, nul - at);
    if (nul < text.size()) {
      AppendUtf8(0xFFFD, &clean);
      map.Replace(1, 3);
    }
    at = nul + (nul < text.size());
  }
  const Article article = MakeArticle(std::move(clean), std::move(map),
                                      {Text(in, "title"), Text(in, "date"), Text(in, "lang")});
  const Extraction found = Extract(article, rules, {options.all_mentions, options.matching});
  Json out;
  out["id"] = in.value("id", Json());
  out["facts"] = Json::array();
  for (const Fact& fact : found.facts) out["facts"].push_back(FactToJson(fact));
  out["warnings"] = Json::array();
  for (const Warning& warning : found.warnings) out["warnings"].push_back(WarningToJson(warning));
  return ToLine(out);
}

bool IsBlank(const std::string& line) {
  return line.find_first_not_of(" \t\r") == std::string::npos;
}

// A line as read; `problem` says why there is no text.
struct Line {
  std::string text;
  const char* problem = nullptr;
};

// The next line of stdin, no more of it than is allowed; false at its end.
bool ReadLine(Line* line) {
  char chunk[1 << 14];
  bool any = false;
  while (true) {
    std::cin.getline(chunk, sizeof(chunk));
    size_t size = static_cast<size_t>(std::cin.gcount());
    if (std::cin.bad()) return false;
    any |= size > 0;
    const bool end = std::cin.eof();
    const bool full = std::cin.fail() && !end;  // The line goes on.
    if (!end && !full && size > 0) --size;      // The line break.
    if (line->problem == nullptr && line->text.size() + size > kMostLineBytes) {
      *line = {"", "the line is larger than 256 MiB"};
    }
    if (line->problem == nullptr) {
      try {
        line->text.append(chunk, size);
      } catch (const std::bad_alloc&) {
        *line = {"", "out of memory"};
      }
    }
    if (!full) return any;
    std::cin.clear();
  }
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
    if (std::cin.bad()) return Fail({Code::kUnreadable, "cannot read stdin"});
    return failed_ ? kExitSomeFailed : kExitOk;
  }

 private:
  static constexpr size_t kBatchBytes = 1 << 18;

  // The next lines of stdin; false at its end.
  bool Next(std::vector<Line>* lines, size_t* first, size_t* batch) {
    const std::lock_guard lock(read_);
    lines->clear();
    if (write_failed_) return false;
    *first = line_ + 1;
    size_t bytes = 0;
    for (Line line; bytes < kBatchBytes && ReadLine(&line); line = Line()) {
      ++line_;
      bytes += line.text.size() + 1;
      lines->push_back(std::move(line));
      // A pipe that waits for its answer must not wait for a full batch.
      if (std::cin.rdbuf()->in_avail() <= 0) break;
    }
    *batch = batch_++;
    return !lines->empty();
  }

  void Work() {
    std::vector<Line> lines;
    size_t first, batch;
    while (Next(&lines, &first, &batch)) {
      std::string out;
      bool failed = false;
      for (size_t i = 0; i < lines.size(); ++i) {
        Append(lines[i], first + i, &out, &failed);
      }
      std::unique_lock lock(write_);
      turn_.wait(lock, [&] { return written_ == batch; });
      if (!write_failed_ && (std::fwrite(out.data(), 1, out.size(), stdout) != out.size() ||
                             std::fflush(stdout) != 0)) {
        write_failed_ = true;
      }
      failed_ = failed_ || failed;
      ++written_;
      turn_.notify_all();
    }
    // The batch number that found the end must not be waited for.
  }

  // Adds the answer to a line; what goes wrong in it stays with it.
  void Append(const Line& line, size_t number, std::string* out, bool* failed) {
    const size_t before = out->size();
    std::string problem = line.problem != nullptr ? line.problem : "";
    if (problem.empty() && IsBlank(line.text)) return;
    if (problem.empty()) {
      try {
        *out += ExtractLine(line.text, number, rules_, options_, failed) + "\n";
        return;
      } catch (const std::bad_alloc&) {
        problem = "out of memory";
      } catch (const std::exception& e) {
        problem = e.what();
      }
    }
    out->resize(before);
    *failed = true;
    *out += ErrorLine(number, problem) + "\n";
  }

  const RuleSet& rules_;
  const Options& options_;
  std::mutex read_, write_;
  std::condition_variable turn_;
  size_t line_ = 0, batch_ = 0, written_ = 0;
  bool failed_ = false;
  std::atomic<bool> write_failed_ = false;
};

int Run(const Options& options) {
  const auto rules = LoadRulesOrComplain(options.rules);
  if (!rules) return kExitUsage;
  std::ios::sync_with_stdio(false);
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
      ->transform(CLI::CheckedTransformer(engines))
      ->type_name("fast|plain");
  command->add_option("--jobs", options->jobs, "Threads")->check(CLI::Range(1, 256));
  command->callback([options, exit] { *exit = Run(*options); });
}

}  // namespace factmill
