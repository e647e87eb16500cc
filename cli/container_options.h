// Options of the commands that read containers.
#ifndef FACTMILL_CLI_CONTAINER_OPTIONS_H_
#define FACTMILL_CLI_CONTAINER_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "base/status.h"
#include "corpus/container.h"

namespace factmill {

// --map, and the limits that protect.
void AddContainerOptions(CLI::App* command, ContainerOptions* options,
                         std::vector<std::string>* map);

// Puts "text=body" of --map into `options`.  Errors: kInvalid.
Status ReadFieldMap(const std::vector<std::string>& map, ContainerOptions* options);

}  // namespace factmill

#endif  // FACTMILL_CLI_CONTAINER_OPTIONS_H_
