/* Generated from host/frames/ by abi/emit. Do not edit; run "npm run abi". */
#pragma once

enum
{
  PROTOCOL_VERSION = 1
};

enum
{
  FRAME_CALLBACK = 32,
  FRAME_RETURN = 33,
  FRAME_INVOKE = 50,
  FRAME_INVOKED = 51,
  FRAME_QUIET = 52,
  FRAME_HELLO = 64,
  FRAME_EXPIRED = 65,
  FRAME_LOST = 66,
  FRAME_JUDGE = 67,
  FRAME_STOP = 68,
  FRAME_PING = 69,
  FRAME_PLUGINS = 80,
  FRAME_REFUSED = 81,
  FRAME_FRONTS = 82,
  FRAME_ASSIGN = 83,
  FRAME_DROP = 84,
  FRAME_VERDICT = 85,
  FRAME_LOG = 86,
  FRAME_STOPPED = 87,
  FRAME_PONG = 88,
  FRAME_PREPARE = 89,
  FRAME_TIMER = 90,
  FRAME_FRONT = 96
};

enum
{
  FLAG_NESTED = 2,
  FLAG_AHEAD = 4,
  FLAG_NATIVE = 16,
  FLAG_FAILED = 32
};

enum
{
  RIGHT_ALLOWED = 1,
  RIGHT_JUDGED = 2
};

enum
{
  HELD_JOBS = 1,
  HELD_METRICS = 2,
  HELD_PLUGINS = 4,
  HELD_INSTANCES = 8,
  HELD_DATABASE = 16
};

#define BODY_TOO_LARGE_STATUS 413
#define BODY_TOO_LARGE_SENTENCE "The request body is larger than %llu bytes (MaxRequestBodyMiB)"
#define BODY_TOO_LARGE_LOG "body-too-large: " BODY_TOO_LARGE_SENTENCE ": answered 413 (raise MaxRequestBodyMiB)"
