;; `env.abort` of AssemblyScript for components: hands message and place to the host, which ends the plugin.
(module
  (import "orthanc:plugin/runtime@1.12.3" "abort" (func $abort (param i32 i32 i32 i32 i32 i32)))
  (import "env" "memory" (memory 0))
  ;; AssemblyScript keeps the length of a text in bytes in the four bytes before it.
  (func $length (param $text i32) (result i32) (local $length i32)
    (if (i32.le_u (local.get $text) (i32.const 4)) (then (return (i32.const 0))))
    (if (i64.gt_u (i64.extend_i32_u (local.get $text)) (call $memory_size)) (then (return (i32.const 0))))
    (local.set $length (i32.load align=1 (i32.sub (local.get $text) (i32.const 4))))
    (if (i32.gt_u (local.get $length) (i32.const 2000)) (then (local.set $length (i32.const 2000))))
    (if (i64.gt_u (i64.add (i64.extend_i32_u (local.get $text)) (i64.extend_i32_u (local.get $length))) (call $memory_size))
      (then (return (i32.const 0))))
    (i32.and (local.get $length) (i32.const -2)))
  (func $memory_size (result i64) (i64.shl (i64.extend_i32_u (memory.size)) (i64.const 16)))
  (func (export "abort") (param $message i32) (param $file i32) (param $line i32) (param $column i32)
    (local $message_length i32) (local $file_length i32)
    (local.set $message_length (call $length (local.get $message)))
    (local.set $file_length (call $length (local.get $file)))
    (call $abort
      (select (local.get $message) (i32.const 0) (local.get $message_length)) (local.get $message_length)
      (select (local.get $file) (i32.const 0) (local.get $file_length)) (local.get $file_length)
      (local.get $line) (local.get $column))
    (unreachable)))
