#include "base/small_vector.h"

#include <catch2/catch.hpp>
#include <string>
#include <utility>

#include "base/decimal.h"

namespace factmill {
namespace {

using Numbers = SmallVector<Decimal, 2>;

Numbers UpTo(int last) {
  Numbers numbers;
  for (int i = 1; i <= last; ++i) numbers.push_back(i);
  return numbers;
}

std::string Print(const Numbers& numbers) {
  std::string out;
  for (Decimal number : numbers) out += number.ToString() + " ";
  return out;
}

TEST_CASE("a small vector holds what was pushed, inside and beyond") {
  CHECK(Numbers().empty());
  CHECK(Print(UpTo(2)) == "1 2 ");
  CHECK(Print(UpTo(3)) == "1 2 3 ");
  CHECK(Print(UpTo(9)) == "1 2 3 4 5 6 7 8 9 ");
  CHECK(Print({4, 5, 6}) == "4 5 6 ");
  CHECK(UpTo(5).front() == Decimal(1));
  CHECK(UpTo(5).back() == Decimal(5));
}

TEST_CASE("a small vector copies and moves in every size") {
  for (int size = 0; size < 6; ++size) {
    for (int other = 0; other < 6; ++other) {
      CAPTURE(size, other);
      const std::string wanted = Print(UpTo(size));
      Numbers from = UpTo(size), copy = UpTo(other), moved = UpTo(other);
      copy = from;
      CHECK(Print(copy) == wanted);
      CHECK(Print(Numbers(from)) == wanted);
      moved = std::move(from);
      CHECK(Print(moved) == wanted);
      from = copy;  // May be used again.
      CHECK(Print(from) == wanted);
      from.push_back(7);
      CHECK(Print(from) == wanted + "7 ");
      CHECK(Print(copy) == wanted);
      CHECK(Print(Numbers(std::move(copy))) == wanted);
    }
  }
}

TEST_CASE("a small vector takes an element of its own and drops the last") {
  Numbers numbers = UpTo(2);
  numbers.push_back(numbers.front());
  CHECK(Print(numbers) == "1 2 1 ");
  numbers.pop_back();
  CHECK(Print(numbers) == "1 2 ");
  numbers.Truncate(1);
  numbers.push_back(8);
  CHECK(Print(numbers) == "1 8 ");
  numbers.clear();
  CHECK(numbers.empty());
  numbers = numbers;
  CHECK(numbers.empty());
}

}  // namespace
}  // namespace factmill
