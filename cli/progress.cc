#include "cli/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "cli/text.h"

namespace factmill {
namespace {

bool CanMoveCursor() {
  const char* term = std::getenv("TERM");
  return isatty(STDERR_FILENO) && term && std::string_view(term) != "dumb";
}

int TerminalWidth() {
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

std::string Duration(double seconds) {
  const auto s = static_cast<long long>(seconds + 0.5);
  if (s >= 3600) return fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
  return fmt::format("{}:{:02}", s / 60, s % 60);
}

}  // namespace

std::string ProgressText(const IngestProgress& p, double seconds, int width) {
  // Bytes say best how much is left; where there are none, files.
  const double whole = static_cast<double>(p.of_bytes ? p.of_bytes : p.of_files);
  const double done = static_cast<double>(p.of_bytes ? p.bytes : p.files);
  const double part = whole > 0 ? std::min(1.0, done / whole) : 1.0;
  constexpr int kBar = 20;
  const int full = static_cast<int>(part * kBar);
  std::string bar(static_cast<size_t>(full), '#');
  bar.resize(kBar, '.');
  std::string text =
      fmt::format("[{}] {:3.0f}%  {}/{} files", bar, part * 100, p.files, p.of_files);
  if (seconds > 0) text += fmt::format("  {:.0f} articles/s", p.articles / seconds);
  if (p.failed) text += fmt::format("  {} failed", p.failed);
  if (part > 0 && part < 1) text += "  " + Duration(seconds * (1 - part) / part) + " left";
  return Shortened(text, std::max(width, 2));
}

ProgressLine::ProgressLine() : terminal_(CanMoveCursor()), start_(Clock::now()), last_(start_) {}

ProgressLine::~ProgressLine() {
  if (shown_) std::fputs("\r\033[K", stderr);
}

void ProgressLine::OnProgress(const IngestProgress& progress) {
  if (!terminal_) return;
  const auto now = Clock::now();
  if (now - last_ < std::chrono::milliseconds(100)) return;
  last_ = now;
  shown_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  std::fprintf(stderr, "\r%s\033[K", ProgressText(progress, seconds, TerminalWidth() - 1).c_str());
}

}  // namespace factmill
