#include <exception>
#include <string>

#include "cmd/arguments.h"
#include "cmd/commands.h"
#include "cmd/console.h"
#include "cmd/exit_code.h"
#include "cmd/text.h"

int main(int argc, char** argv) {
  cmd::Console console = cmd::console_of_process();
  cmd::ExitCode code = cmd::ExitCode::bad_input;
  try {
    code = cmd::run(cmd::read_arguments(argc, argv), console);
  } catch (const std::exception& error) {
    console.err += "error: this is an error of eks2gke itself, please report it: " +
                   cmd::printable(error.what()) + "\n";
  }
  const bool written = cmd::write_out(console);
  return cmd::status_of(written ? code : cmd::ExitCode::problems);
}
