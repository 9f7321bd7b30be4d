;; MinHash signature, 16 permutations a pass: four vectors of four lanes, so that a[4], b[4], the minima [4] and one shingle fill 13 of the
;; 16 vector registers of x86-64. Lane k: m = min_signed over shingles s of a[k] * s + b[k] mod 2^32. See minhash.ts for the layout and why.
;; Compiled by scripts/minhash-wasm.mjs into minhash-wasm.ts.
(module
  (import "host" "memory" (memory 1))
  ;; table: for each block of 16 permutations 64 bytes of a, 64 bytes of b; out: 64 bytes a block; from, to: shingles, 4 bytes each
  (func (export "signature") (param $table i32) (param $out i32) (param $blocks i32) (param $from i32) (param $to i32)
    (local $at i32) (local $s v128)
    (local $a0 v128) (local $a1 v128) (local $a2 v128) (local $a3 v128)
    (local $b0 v128) (local $b1 v128) (local $b2 v128) (local $b3 v128)
    (local $m0 v128) (local $m1 v128) (local $m2 v128) (local $m3 v128)
    (block $done
      (loop $block
        (br_if $done (i32.eqz (local.get $blocks)))
        (local.set $a0 (v128.load offset=0 (local.get $table)))
        (local.set $a1 (v128.load offset=16 (local.get $table)))
        (local.set $a2 (v128.load offset=32 (local.get $table)))
        (local.set $a3 (v128.load offset=48 (local.get $table)))
        (local.set $b0 (v128.load offset=64 (local.get $table)))
        (local.set $b1 (v128.load offset=80 (local.get $table)))
        (local.set $b2 (v128.load offset=96 (local.get $table)))
        (local.set $b3 (v128.load offset=112 (local.get $table)))
        (local.set $m0 (v128.const i32x4 0x7fffffff 0x7fffffff 0x7fffffff 0x7fffffff))
        (local.set $m1 (local.get $m0))
        (local.set $m2 (local.get $m0))
        (local.set $m3 (local.get $m0))
        (local.set $at (local.get $from))
        (block $end
          (loop $shingle
            (br_if $end (i32.ge_u (local.get $at) (local.get $to)))
            (local.set $s (v128.load32_splat (local.get $at)))
            (local.set $m0 (i32x4.min_s (local.get $m0) (i32x4.add (i32x4.mul (local.get $a0) (local.get $s)) (local.get $b0))))
            (local.set $m1 (i32x4.min_s (local.get $m1) (i32x4.add (i32x4.mul (local.get $a1) (local.get $s)) (local.get $b1))))
            (local.set $m2 (i32x4.min_s (local.get $m2) (i32x4.add (i32x4.mul (local.get $a2) (local.get $s)) (local.get $b2))))
            (local.set $m3 (i32x4.min_s (local.get $m3) (i32x4.add (i32x4.mul (local.get $a3) (local.get $s)) (local.get $b3))))
            (local.set $at (i32.add (local.get $at) (i32.const 4)))
            (br $shingle)))
        (v128.store offset=0 (local.get $out) (local.get $m0))
        (v128.store offset=16 (local.get $out) (local.get $m1))
        (v128.store offset=32 (local.get $out) (local.get $m2))
        (v128.store offset=48 (local.get $out) (local.get $m3))
        (local.set $table (i32.add (local.get $table) (i32.const 128)))
        (local.set $out (i32.add (local.get $out) (i32.const 64)))
        (local.set $blocks (i32.sub (local.get $blocks) (i32.const 1)))
        (br $block)))))
