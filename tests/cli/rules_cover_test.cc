// What a maintainer learns of rules that nothing needs: factmill rules cover.
#include <nlohmann/json.hpp>

#include "tests/cli/process.h"

namespace factmill {
namespace {

const char kRules[] =
    "[[unit]]\n"
    "code = 'CNY'\n"
    "kind = 'money'\n"
    "before = ['RMB']\n"
    "after = ['元', '圆']\n"
    "[[hedge]]\n"
    "bound = 'about'\n"
    "before = ['约', '大约']\n"
    "[[noun]]\n"
    "words = ['元件']\n"
    "[[ignore]]\n"
    "words = ['三农', '五金']\n"
    "[[rule]]\n"
    "id = 'money'\n"
    "kind = 'money'\n"
    "pattern = '{u=prefix:money} ?{q=quantity}|{q=quantity}{u=unit:money}'\n"
    "yes = ['收⟦5元⟧ => 5 CNY']\n"
    "[[rule]]\n"
    "id = 'clock'\n"
    "kind = 'ignore'\n"
    "pattern = '\\d\\d:\\d\\d'\n"
    "yes = ['10:30']\n"
    "[[rule]]\n"
    "id = 'percent'\n"
    "kind = 'percent'\n"
    "unit = '%'\n"
    "pattern = '{q=quantity}%'\n";

struct Ground {
  TempFolder folder;
  std::string rules, db;

  Ground() : rules(folder.Write("x.toml", kRules)), db(folder / "facts.db") {
    folder.Write("news/a.txt", "投资约5元，购10元件，另投7元。\n关注三农。\n");
    folder.Write("news/copy.txt", "投资约5元，购10元件，另投7元。\n关注三农。\n");
    folder.Write("news/b.txt", "共投资8%。\n");
    Ingest();
  }
  void Ingest() const { RunOk({"ingest", folder / "news", "--db", db, "--rules", rules}); }
  std::string Cover(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {"rules", "cover", "--db", db, "--rules", rules};
    arguments.insert(arguments.end(), more.begin(), more.end());
    std::string out = RunOk(arguments);
    for (size_t at; (at = out.find(rules)) != std::string::npos;)
      out.replace(at, rules.size(), "FILE");
    return out;
  }
};

TEST_CASE("rules cover: what fires, what never does, and which words are not there") {
  const Ground ground;
  CHECK(ground.Cover() ==
        "2 texts, 75 bytes\n"
        "\n"
        "rule                              corpus  examples\n"
        "money                                  2         1\n"
        "  {u=prefix:money} ?{q=quantity}       0         0\n"
        "  {q=quantity}{u=unit:money}           2         1\n"
        "percent                                1         0\n"
        "clock                                  0         1\n"
        "\n"
        "never in the corpus\n"
        "  money  FILE:14\n"
        "    {u=prefix:money} ?{q=quantity}\n"
        "  clock  FILE:19\n"
        "\n"
        "never in an example\n"
        "  money  FILE:14\n"
        "    {u=prefix:money} ?{q=quantity}\n"
        "  percent  FILE:24\n"
        "\n"
        "words never met in the corpus\n"
        "  [[hedge]] FILE:8\n"
        "    大约\n"
        "  [[ignore]] FILE:12\n"
        "    五金\n"
        "  [[unit]] FILE:4\n"
        "    RMB\n"
        "  [[unit]] FILE:5\n"
        "    圆\n"
        "\n"
        "3 of 8 words are used in the corpus; 1 stand there, but in no figure; 4 are never met\n");
}

TEST_CASE("rules cover: only texts of current sources count, once each") {
  const Ground ground;
  const auto money = [&] {
    const auto json = nlohmann::json::parse(ground.Cover({"--json"}));
    return std::pair(json["texts"].get<int>(), json["rules"][0]["corpus"].get<int>());
  };
  CHECK(money() == std::pair(2, 2));
  std::filesystem::remove(ground.folder / "news/copy.txt");
  ground.Ingest();
  CHECK(money() == std::pair(2, 2));
  ground.folder.Write("news/a.txt", "另投9元。\n");
  ground.Ingest();
  CHECK(money() == std::pair(2, 1));
}

TEST_CASE("rules cover: --json has every count, whatever the threads") {
  const Ground ground;
  const std::string one = ground.Cover({"--json", "--jobs", "1"});
  CHECK(one == ground.Cover({"--json", "--jobs", "4"}));
  const auto json = nlohmann::json::parse(one);
  CHECK(json["rules"].size() == 3);
  CHECK(json["rules"][0]["alternatives"][1]["pattern"] == "{q=quantity}{u=unit:money}");
  CHECK(json["rules"][0]["alternatives"][1]["corpus"] == 2);
  CHECK(json["rules"][1]["alternatives"].empty());
  std::string words;
  for (const auto& word : json["words"]) {
    words += word["table"].get<std::string>() + " " + word["word"].get<std::string>() + " " +
             std::to_string(word["line"].get<int>()) + " " +
             std::to_string(word["corpus"].get<int>()) + " " +
             std::to_string(word["examples"].get<int>()) + " " +
             std::to_string(word["stands"].get<int>()) + "\n";
  }
  CHECK(words ==
        "unit RMB 4 0 0 0\n"
        "unit 元 5 2 1 2\n"
        "unit 圆 5 0 0 0\n"
        "hedge 约 8 1 0 1\n"
        "hedge 大约 8 0 0 0\n"
        "noun 元件 10 0 0 1\n"
        "ignore 三农 12 1 0 1\n"
        "ignore 五金 12 0 0 0\n");
}

TEST_CASE("rules cover: the database is only read, and must be one") {
  const Ground ground;
  const std::string before = ReadAll(ground.db);
  ground.Cover();
  CHECK(ReadAll(ground.db) == before);
  const Outcome missing = Run({"rules", "cover", "--db", ground.folder / "none.db"});
  CHECK(missing.exit == 3);
  CHECK(missing.out == "");
  CHECK_FALSE(std::filesystem::exists(ground.folder / "none.db"));
  CHECK(Run({"rules", "cover", "--db", ground.db, "--rules", "/none"}).exit == 2);
}

}  // namespace
}  // namespace factmill
