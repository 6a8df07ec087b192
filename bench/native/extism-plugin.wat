;; The work of bench/native/plugin.c as a plugin of Extism, over the functions that Extism's own kits use.
(module
  (import "extism:host/env" "input_length" (func $inputLength (result i64)))
  (import "extism:host/env" "input_load_u8" (func $inputByte (param i64) (result i32)))
  (import "extism:host/env" "alloc" (func $alloc (param i64) (result i64)))
  (import "extism:host/env" "store_u8" (func $storeByte (param i64 i32)))
  (import "extism:host/env" "store_u64" (func $storeWord (param i64 i64)))
  (import "extism:host/env" "output_set" (func $output (param i64 i64)))
  (memory 20)
  (data (i32.const 0) "Hello ")

  ;; "Hello NAME!\n" for the name that is the input
  (func (export "hello") (result i32)
    (local $length i64) (local $i i64)
    (local.set $length (call $inputLength))
    (loop $next
      (if (i64.lt_u (local.get $i) (local.get $length))
        (then
          (i32.store8 (i32.add (i32.const 6) (i32.wrap_i64 (local.get $i)))
            (call $inputByte (local.get $i)))
          (local.set $i (i64.add (local.get $i) (i64.const 1)))
          (br $next))))
    (i32.store16 (i32.add (i32.const 6) (i32.wrap_i64 (local.get $length))) (i32.const 0x0a21))
    (call $answer (i64.add (local.get $length) (i64.const 8)))
    (i32.const 0))

  ;; 1 MiB
  (func (export "download") (result i32)
    (call $answer (i64.const 0x100000))
    (i32.const 0))

  ;; The first bytes of the memory as output: copied into Extism's memory eight at a time, the rest one by one
  (func $answer (param $length i64)
    (local $to i64) (local $i i64)
    (local.set $to (call $alloc (local.get $length)))
    (loop $words
      (if (i64.le_u (i64.add (local.get $i) (i64.const 8)) (local.get $length))
        (then
          (call $storeWord (i64.add (local.get $to) (local.get $i))
            (i64.load (i32.wrap_i64 (local.get $i))))
          (local.set $i (i64.add (local.get $i) (i64.const 8)))
          (br $words))))
    (loop $bytes
      (if (i64.lt_u (local.get $i) (local.get $length))
        (then
          (call $storeByte (i64.add (local.get $to) (local.get $i))
            (i32.load8_u (i32.wrap_i64 (local.get $i))))
          (local.set $i (i64.add (local.get $i) (i64.const 1)))
          (br $bytes))))
    (call $output (local.get $to) (local.get $length))))
