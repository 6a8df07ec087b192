/* The storage plugin by the older registration. */
#define STORAGE_VERSION_1
#include "storage-plugin.c"
