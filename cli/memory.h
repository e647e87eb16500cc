// How the program asks the system for memory.
#ifndef FACTMILL_CLI_MEMORY_H_
#define FACTMILL_CLI_MEMORY_H_

namespace factmill {

// Has the heap grow in few large steps, on large pages: rules and what the engine learns
// lie all over it, and every page that is new to the processor costs.  Saves about a
// twentieth of the time; only a hint, and without effect but on Linux with the GNU C library.
void PreferLargePages();

}  // namespace factmill

#endif  // FACTMILL_CLI_MEMORY_H_
