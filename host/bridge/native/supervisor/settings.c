#include "supervisor.h"

#include <stdlib.h>
#include <string.h>

const char* read_settings(const char* configuration, Settings* settings)
{
  settings->command = NULL;
  settings->socket = NULL;
  settings->isRequired = 1;
  const char* bridge = configuration;
  const int hasBridge = find_member(&bridge, "WebAssembly") && find_member(&bridge, "Bridge");
  const char* command = bridge;
  const char* socket = bridge;
  const char* required = bridge;
  if (hasBridge && find_member(&socket, "Socket")) {
    settings->socket = copy_string(&socket);
    if (settings->socket == NULL || settings->socket[0] == 0) return "WebAssembly.Bridge.Socket is not the path of a socket";
  }
  if (hasBridge && find_member(&command, "Command")) {
    settings->command = copy_strings(command);
    if (settings->command == NULL || settings->command[0] == NULL || settings->command[0][0] == 0)
      return "WebAssembly.Bridge.Command is not a command: expected a list of strings such as [\"orthanc-wasm\"]";
  } else settings->command = copy_strings("\"orthanc-wasm\"");
  if (settings->command == NULL || settings->command[0] == NULL) return "not enough memory";
  if (hasBridge && find_member(&required, "Required")) {
    if (strncmp(required, "true", 4) != 0 && strncmp(required, "false", 5) != 0)
      return "WebAssembly.Bridge.Required is neither true nor false";
    settings->isRequired = *required == 't';
  }
  return NULL;
}

void free_settings(Settings* settings)
{
  for (char** word = settings->command; word != NULL && *word != NULL; word++) free(*word);
  free(settings->command);
  free(settings->socket);
}
