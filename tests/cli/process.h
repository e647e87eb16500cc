// Running factmill as its users do.
#ifndef FACTMILL_TESTS_CLI_PROCESS_H_
#define FACTMILL_TESTS_CLI_PROCESS_H_

#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "tests/temp_folder.h"

namespace factmill {

struct Outcome {
  int exit = 0;  // 128 + the signal, if one ended it.
  std::string out, err;
  double cpu_seconds = 0;  // User and system.
  long memory_kb = 0;      // The most it held.
};

struct RunOptions {
  std::vector<std::pair<std::string, std::string>> env;  // Added.
  std::string stdin_text;
  bool as_nobody = false;              // Without root's rights, where the test has them.
  rlim_t most_memory = RLIM_INFINITY;  // Bytes of address space.
  rlim_t most_cpu = RLIM_INFINITY;     // Seconds; it is killed then.
};

// A program that was started.  Its output goes to files.
class Process {
 public:
  explicit Process(const std::vector<std::string>& command, const RunOptions& options = {}) {
    folder_.Write("in", options.stdin_text);
    const std::string in = folder_ / "in", out = folder_ / "out", err = folder_ / "err";
    std::vector<std::string> words = command;
    const bool drop_rights = options.as_nobody && geteuid() == 0;
    if (drop_rights) {  // The program may lie where nobody may not go.
      words[0] = folder_ / "program";
      std::filesystem::copy_file(command[0], words[0]);
      std::filesystem::permissions(folder_.path(), std::filesystem::perms(0755));
    }
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    pid_ = fork();
    if (pid_ == 0) {
      dup2(open(in.c_str(), O_RDONLY), 0);
      dup2(open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666), 1);
      dup2(open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666), 2);
      for (const auto& [name, value] : options.env) setenv(name.c_str(), value.c_str(), 1);
      const rlimit memory = {options.most_memory, options.most_memory};
      const rlimit cpu = {options.most_cpu, options.most_cpu};
      if (options.most_memory != RLIM_INFINITY) setrlimit(RLIMIT_AS, &memory);
      if (options.most_cpu != RLIM_INFINITY) setrlimit(RLIMIT_CPU, &cpu);
      if (drop_rights && (setgroups(0, nullptr) != 0 || setgid(65534) != 0 || setuid(65534) != 0)) {
        _exit(126);
      }
      execvp(argv[0], argv.data());
      _exit(127);
    }
    REQUIRE(pid_ > 0);
  }
  ~Process() {
    if (pid_ <= 0) return;
    kill(pid_, SIGKILL);
    Wait();
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void Send(int signal) { kill(pid_, signal); }

  Outcome Wait() {
    int status = 0;
    rusage used = {};
    wait4(pid_, &status, 0, &used);
    pid_ = 0;
    const auto seconds = [](const timeval& time) {
      return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return {WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status),
            ReadAll(folder_ / "out"), ReadAll(folder_ / "err"),
            seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss};
  }

 private:
  TempFolder folder_;
  pid_t pid_ = 0;
};

inline std::vector<std::string> Factmill(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), FACTMILL_BINARY);
  return arguments;
}

inline Outcome Run(const std::vector<std::string>& arguments, const RunOptions& options = {}) {
  return Process(Factmill(arguments), options).Wait();
}

// Runs it and expects exit code 0; gives stdout.
inline std::string RunOk(const std::vector<std::string>& arguments) {
  const Outcome outcome = Run(arguments);
  INFO(outcome.err);
  REQUIRE(outcome.exit == 0);
  return outcome.out;
}

// Whether the long forms of the tests were asked for.
inline bool LongTests() { return std::getenv("FACTMILL_LONG_TESTS") != nullptr; }

}  // namespace factmill

#endif  // FACTMILL_TESTS_CLI_PROCESS_H_
