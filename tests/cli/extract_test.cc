// factmill extract from outside: lines in, lines out.
#include <sstream>
#include <string>

#include "tests/cli/process.h"

namespace factmill {
namespace {

constexpr char kNothing[] = R"("facts":[],"warnings":[]})";

const std::string kLong = std::string(1, '"').append(200000, 'i') + '"';

std::string Answer(const std::string& id) { return "{\"id\":" + id + "," + kNothing + "\n"; }

struct StreamCase {
  const char* name;
  std::string in, out;
  int exit;
};

const StreamCase kStreams[] = {
    {"nothing", "", "", 0},
    {"blank lines", "\n \t\r\n\n", "", 0},
    {"one line", "{\"text\": \"t\"}\n", Answer("null"), 0},
    {"no line break at the end", "{\"text\": \"t\"}\n{\"text\": \"t\", \"id\": 2}",
     Answer("null") + Answer("2"), 0},
    {"lines that end in CRLF", "{\"text\": \"t\"}\r\n{\"text\": \"t\", \"id\": 2}\r\n",
     Answer("null") + Answer("2"), 0},
    {"lines longer than what is read at once",
     "{\"text\": \"t\", \"id\": " + kLong + "}\n{\"text\": \"t\"}\n",
     Answer(kLong) + Answer("null"), 0},
    {"a wrong line among right ones", "{\"text\": \"t\"}\n\n{}\n{\"text\": \"t\"}\n",
     Answer("null") + "{\"line\":3,\"error\":\"no \\\"text\\\"\"}\n" + Answer("null"), 1},
    {"a fact", "{\"text\": \"The “mill” made 5 million yuan.\"}\n",
     "{\"id\":null,\"facts\":[{\"kind\":\"money\",\"quote\":\"5 million yuan\",\"start\":16,"
     "\"end\":30,\"value\":\"5000000\",\"value_max\":null,\"unit\":\"CNY\",\"approx\":\"exact\","
     "\"edtf\":null,\"metric\":null,\"metric_id\":null,\"subject\":\"mill\",\"period\":null,"
     "\"status\":null,\"change\":null,\"base\":null,\"rule\":"
     "\"money.after\"}],\"warnings\":[]}\n",
     0},
    {"a NUL before a fact", "{\"text\": \"\\u0000 rose 5%\"}\n",
     "{\"id\":null,\"facts\":[{\"kind\":\"percent\",\"quote\":\"5%\",\"start\":7,\"end\":9,"
     "\"value\":\"5\",\"value_max\":null,\"unit\":\"%\",\"approx\":\"exact\",\"edtf\":null,"
     "\"metric\":null,\"metric_id\":null,\"subject\":null,\"period\":null,\"status\":null,"
     "\"change\":\"increase\",\"base\":null,\"rule\":"
     "\"percent.after\"}],\"warnings\":[]}\n",
     0},
};

TEST_CASE("extract: a line out for each line in") {
  for (const StreamCase& c : kStreams) {
    DYNAMIC_SECTION(c.name) {
      const std::string jobs = GENERATE("1", "3");
      RunOptions options;
      options.stdin_text = c.in;
      const Outcome outcome = Run({"extract", "--jobs", jobs}, options);
      CHECK(outcome.out == c.out);
      CHECK(outcome.exit == c.exit);
    }
  }
}

TEST_CASE("extract: a unit is carried within its line alone, by any number of threads") {
  const std::string head = "Shr 51 cts vs 40 cts", row = "Net 6,089,000 vs 7,310,000";
  RunOptions options;
  for (int i = 0; i < 200; ++i) {
    // Every third line is a row without a unit before it.
    const std::string text = i % 3 == 2 ? row : head + "\\n\\n" + row;
    options.stdin_text += "{\"id\": " + std::to_string(i) + ", \"text\": \"" + text + "\"}\n";
  }
  const Outcome one = Run({"extract", "--jobs", "1"}, options);
  REQUIRE(one.exit == 0);
  std::istringstream lines(one.out);
  int i = 0;
  for (std::string line; std::getline(lines, line); ++i) {
    INFO(line);
    CHECK((line.find("\"rule\":\"money.row\"") != line.npos) == (i % 3 != 2));
  }
  CHECK(i == 200);
  CHECK(Run({"extract", "--jobs", "4"}, options).out == one.out);
}

}  // namespace
}  // namespace factmill
