;; Turns excitation into speech, and that to another rate: the inner loops of vocoder.ts and resampler.ts, which know what
;; they are for.
;;
;; Numbers in memory are f64 unless it is said. What lies where, in bytes (voice_kernel.ts names these places):
;;     0  c: the filter's 25 coefficients, and one of padding
;;   256  what each of them grows by from one sample to the next
;;   512  first stages: their states (1..5, and one of padding)
;;   576  first stages: their outputs of the last sample (0..5, and padding); 0 is the input
;;   640  second stages: the same
;;   704  second stages: their delay lines, rows 1..25 of six values, a value for each stage and one of padding
;;  2048  b: 25 coefficients whose energy is asked for, and one of padding
;;  2304  their cepstrum, 64 values and three of padding, each (but the first) times its index
;;  2880  their impulse response backwards, 64 values and three of padding that stay 0
;;  4096  the matrix that leads from the one to the other: 64 rows of 26
;; 17408  pulses: 49 samples of the past, then those of this block
;; 20480  noise: the same
;; 23552  the level of each sample of this block
;; 25600  the filter that pulses go through, backwards: 50 taps; 26112 the one for noise
;; 26624  the samples of this block: at first the excitation, then speech
;; 28672  f32: samples to be resampled: 48 of the past, then those of this block
;; 30208  f32: the resampler's filter, backwards: three phases of 48 taps
;; 30976  f32: what the resampler makes of this block
(module
  (memory (export "memory") 1)
  ;; The state of the noise.
  (global $seed (export "seed") (mut i64) (i64.const 0))

  ;; Mixes the excitation of a block of $count samples.
  (func (export "excite") (param $count i32)
    (local $at i32) (local $end i32) (local $tap i32) (local $sum v128)
    (local.set $end (i32.shl (local.get $count) (i32.const 3)))
    (loop $sample
      ;; Noise is +1 or -1, by the highest bit of a linear congruential generator (Knuth's MMIX).
      (global.set $seed (i64.add
        (i64.mul (global.get $seed) (i64.const 6364136223846793005)) (i64.const 1)))
      (f64.store offset=20872 (local.get $at) (f64.reinterpret_i64 (i64.xor
        (i64.const 0xbff0000000000000)
        (i64.and (global.get $seed) (i64.const 0x8000000000000000)))))
      (local.set $sum (v128.const f64x2 0 0))
      (local.set $tap (i32.const 0))
      (loop $taps
        (local.set $sum (f64x2.add (local.get $sum) (f64x2.add
          (f64x2.mul
            (v128.load offset=25600 (local.get $tap))
            (v128.load offset=17408 (i32.add (local.get $at) (local.get $tap))))
          (f64x2.mul
            (v128.load offset=26112 (local.get $tap))
            (v128.load offset=20480 (i32.add (local.get $at) (local.get $tap)))))))
        (local.set $tap (i32.add (local.get $tap) (i32.const 16)))
        (br_if $taps (i32.lt_u (local.get $tap) (i32.const 400))))
      (f64.store offset=26624 (local.get $at) (f64.mul
        (f64.load offset=23552 (local.get $at))
        (f64.add
          (f64x2.extract_lane 0 (local.get $sum))
          (f64x2.extract_lane 1 (local.get $sum)))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $sample (i32.lt_u (local.get $at) (local.get $end))))
    (memory.copy (i32.const 17408) (i32.add (i32.const 17408) (local.get $end)) (i32.const 392))
    (memory.copy (i32.const 20480) (i32.add (i32.const 20480) (local.get $end)) (i32.const 392)))

  ;; Filters a block of $count samples in place; $alpha is the warping.
  ;;
  ;; The exponential function of the warped spectrum is approximated by Padé's fraction of fifth order, first for the
  ;; coefficient c1 alone, then for those after it. Each of the five stages of such a fraction works on what the stage
  ;; before it gave for the sample before, so that all five can be computed at once: side by side, two in a vector.
  (func (export "filter") (param $count i32) (param $alpha f64)
    (local $at i32) (local $end i32) (local $row i32) (local $k i32)
    (local $a v128) (local $b v128) (local $x f64) (local $y f64)
    (local $new0 v128) (local $new1 v128) (local $new2 v128)
    (local $old0 v128) (local $old1 v128) (local $old2 v128)
    (local $next0 v128) (local $next1 v128) (local $next2 v128)
    (local $sum0 v128) (local $sum1 v128) (local $sum2 v128) (local $c v128)
    (local.set $a (f64x2.splat (local.get $alpha)))
    (local.set $b (f64x2.splat (f64.sub (f64.const 1) (f64.mul (local.get $alpha) (local.get $alpha)))))
    (local.set $end (i32.shl (local.get $count) (i32.const 3)))
    (loop $sample
      ;; The first stages.
      (local.set $c (v128.load64_splat offset=8 (i32.const 0)))
      (local.set $new0 (f64x2.add
        (f64x2.mul (local.get $b) (v128.load offset=576 (i32.const 0)))
        (f64x2.mul (local.get $a) (v128.load offset=512 (i32.const 0)))))
      (local.set $new1 (f64x2.add
        (f64x2.mul (local.get $b) (v128.load offset=592 (i32.const 0)))
        (f64x2.mul (local.get $a) (v128.load offset=528 (i32.const 0)))))
      (local.set $new2 (f64x2.add
        (f64x2.mul (local.get $b) (v128.load offset=608 (i32.const 0)))
        (f64x2.mul (local.get $a) (v128.load offset=544 (i32.const 0)))))
      (v128.store offset=512 (i32.const 0) (local.get $new0))
      (v128.store offset=528 (i32.const 0) (local.get $new1))
      (v128.store offset=544 (i32.const 0) (local.get $new2))
      (v128.store offset=584 (i32.const 0) (f64x2.mul (local.get $new0) (local.get $c)))
      (v128.store offset=600 (i32.const 0) (f64x2.mul (local.get $new1) (local.get $c)))
      (v128.store offset=616 (i32.const 0) (f64x2.mul (local.get $new2) (local.get $c)))
      (local.set $x (call $feed (i32.const 576) (f64.load offset=26624 (local.get $at))))
      ;; The second stages: an all-pass delay line each, weighed by the coefficients from c2 on.
      (local.set $new0 (f64x2.add
        (f64x2.mul (local.get $b) (v128.load offset=640 (i32.const 0)))
        (f64x2.mul (local.get $a) (v128.load offset=752 (i32.const 0)))))
      (local.set $new1 (f64x2.add
        (f64x2.mul (local.get $b) (v128.load offset=656 (i32.const 0)))
        (f64x2.mul (local.get $a) (v128.load offset=768 (i32.const 0)))))
      (local.set $new2 (f64x2.add
        (f64x2.mul (local.get $b) (v128.load offset=672 (i32.const 0)))
        (f64x2.mul (local.get $a) (v128.load offset=784 (i32.const 0)))))
      (v128.store offset=752 (i32.const 0) (local.get $new0))
      (v128.store offset=768 (i32.const 0) (local.get $new1))
      (v128.store offset=784 (i32.const 0) (local.get $new2))
      (local.set $old0 (v128.load offset=800 (i32.const 0)))
      (local.set $old1 (v128.load offset=816 (i32.const 0)))
      (local.set $old2 (v128.load offset=832 (i32.const 0)))
      (v128.store offset=800 (i32.const 0) (local.get $new0))
      (v128.store offset=816 (i32.const 0) (local.get $new1))
      (v128.store offset=832 (i32.const 0) (local.get $new2))
      (local.set $sum0 (v128.const f64x2 0 0))
      (local.set $sum1 (v128.const f64x2 0 0))
      (local.set $sum2 (v128.const f64x2 0 0))
      (local.set $row (i32.const 0))
      (local.set $k (i32.const 16))
      (loop $line
        (local.set $c (v128.load64_splat (local.get $k)))
        (local.set $next0 (v128.load offset=848 (local.get $row)))
        (local.set $next1 (v128.load offset=864 (local.get $row)))
        (local.set $next2 (v128.load offset=880 (local.get $row)))
        (local.set $new0 (f64x2.add (local.get $old0)
          (f64x2.mul (local.get $a) (f64x2.sub (local.get $next0) (local.get $new0)))))
        (local.set $new1 (f64x2.add (local.get $old1)
          (f64x2.mul (local.get $a) (f64x2.sub (local.get $next1) (local.get $new1)))))
        (local.set $new2 (f64x2.add (local.get $old2)
          (f64x2.mul (local.get $a) (f64x2.sub (local.get $next2) (local.get $new2)))))
        (v128.store offset=848 (local.get $row) (local.get $new0))
        (v128.store offset=864 (local.get $row) (local.get $new1))
        (v128.store offset=880 (local.get $row) (local.get $new2))
        (local.set $sum0 (f64x2.add (local.get $sum0) (f64x2.mul (local.get $c) (local.get $new0))))
        (local.set $sum1 (f64x2.add (local.get $sum1) (f64x2.mul (local.get $c) (local.get $new1))))
        (local.set $sum2 (f64x2.add (local.get $sum2) (f64x2.mul (local.get $c) (local.get $new2))))
        (local.set $old0 (local.get $next0))
        (local.set $old1 (local.get $next1))
        (local.set $old2 (local.get $next2))
        (local.set $row (i32.add (local.get $row) (i32.const 48)))
        (local.set $k (i32.add (local.get $k) (i32.const 8)))
        (br_if $line (i32.lt_u (local.get $k) (i32.const 200))))
      (v128.store offset=648 (i32.const 0) (local.get $sum0))
      (v128.store offset=664 (i32.const 0) (local.get $sum1))
      (v128.store offset=680 (i32.const 0) (local.get $sum2))
      (f64.store offset=26624 (local.get $at) (call $feed (i32.const 640) (local.get $x)))
      ;; On to the next sample's coefficients.
      (local.set $k (i32.const 0))
      (loop $grow
        (v128.store (local.get $k)
          (f64x2.add (v128.load (local.get $k)) (v128.load offset=256 (local.get $k))))
        (local.set $k (i32.add (local.get $k) (i32.const 16)))
        (br_if $grow (i32.lt_u (local.get $k) (i32.const 208))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $sample (i32.lt_u (local.get $at) (local.get $end)))))

  ;; Sums up what the stages at $stages gave: fed back into their input with the signs of the denominator, and forward.
  (func $feed (param $stages i32) (param $x f64) (result f64)
    (local $1 f64) (local $2 f64) (local $3 f64) (local $4 f64) (local $5 f64) (local $odd f64) (local $even f64)
    (local.set $1 (f64.mul (f64.load offset=8 (local.get $stages)) (f64.const 0.4999391)))
    (local.set $2 (f64.mul (f64.load offset=16 (local.get $stages)) (f64.const 0.1107098)))
    (local.set $3 (f64.mul (f64.load offset=24 (local.get $stages)) (f64.const 0.01369984)))
    (local.set $4 (f64.mul (f64.load offset=32 (local.get $stages)) (f64.const 0.0009564853)))
    (local.set $5 (f64.mul (f64.load offset=40 (local.get $stages)) (f64.const 0.00003041721)))
    (local.set $odd (f64.add (f64.add (local.get $5) (local.get $3)) (local.get $1)))
    (local.set $even (f64.add (local.get $4) (local.get $2)))
    (local.set $x (f64.sub (f64.add (local.get $x) (local.get $odd)) (local.get $even)))
    (f64.store (local.get $stages) (local.get $x))
    (f64.add (local.get $x) (f64.add (local.get $odd) (local.get $even))))

  ;; The energy of the impulse response that the coefficients b make, were it to begin with 1: it begins with the
  ;; exponential of the cepstrum's first value, which is left in its place.
  (func (export "energy") (result f64)
    (local $row i32) (local $k i32) (local $n i32) (local $at i32) (local $matrix i32)
    (local $sum v128) (local $other v128) (local $h f64) (local $energy f64)
    (local.set $matrix (i32.const 4096))
    ;; Two rows at a time.
    (loop $rows
      (local.set $sum (v128.const f64x2 0 0))
      (local.set $other (v128.const f64x2 0 0))
      (local.set $k (i32.const 0))
      (loop $columns
        (local.set $sum (f64x2.add (local.get $sum) (f64x2.mul
          (v128.load (i32.add (local.get $matrix) (local.get $k)))
          (v128.load offset=2048 (local.get $k)))))
        (local.set $other (f64x2.add (local.get $other) (f64x2.mul
          (v128.load offset=208 (i32.add (local.get $matrix) (local.get $k)))
          (v128.load offset=2048 (local.get $k)))))
        (local.set $k (i32.add (local.get $k) (i32.const 16)))
        (br_if $columns (i32.lt_u (local.get $k) (i32.const 208))))
      (v128.store offset=2304 (local.get $row) (f64x2.add
        (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $sum) (local.get $other))
        (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $sum) (local.get $other))))
      (local.set $matrix (i32.add (local.get $matrix) (i32.const 416)))
      (local.set $row (i32.add (local.get $row) (i32.const 16)))
      (br_if $rows (i32.lt_u (local.get $row) (i32.const 512))))
    ;; h[n] = (1 c1 h[n-1] + 2 c2 h[n-2] + ... + n cn h[0]) / n
    (f64.store offset=3384 (i32.const 0) (f64.const 1))
    (local.set $energy (f64.const 1))
    (local.set $n (i32.const 1))
    (local.set $at (i32.const 3376))
    ;; Four products at a time: those behind the last are with the padding.
    (loop $response
      (local.set $sum (v128.const f64x2 0 0))
      (local.set $other (v128.const f64x2 0 0))
      (local.set $k (i32.const 0))
      (loop $past
        (local.set $sum (f64x2.add (local.get $sum) (f64x2.mul
          (v128.load offset=2312 (local.get $k))
          (v128.load offset=8 (i32.add (local.get $at) (local.get $k))))))
        (local.set $other (f64x2.add (local.get $other) (f64x2.mul
          (v128.load offset=2328 (local.get $k))
          (v128.load offset=24 (i32.add (local.get $at) (local.get $k))))))
        (local.set $k (i32.add (local.get $k) (i32.const 32)))
        (br_if $past (i32.lt_u (local.get $k) (i32.shl (local.get $n) (i32.const 3)))))
      (local.set $sum (f64x2.add (local.get $sum) (local.get $other)))
      (local.set $h (f64.div
        (f64.add (f64x2.extract_lane 0 (local.get $sum)) (f64x2.extract_lane 1 (local.get $sum)))
        (f64.convert_i32_s (local.get $n))))
      (f64.store (local.get $at) (local.get $h))
      (local.set $energy (f64.add (local.get $energy) (f64.mul (local.get $h) (local.get $h))))
      (local.set $at (i32.sub (local.get $at) (i32.const 8)))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $response (i32.lt_u (local.get $n) (i32.const 64))))
    (local.get $energy))

  ;; Makes three samples of every two in a block of $count samples, with a delay of 24 samples in and 36 out.
  (func (export "resample") (param $count i32)
    (local $at i32) (local $from i32) (local $to i32) (local $end i32)
    (local.set $end (i32.shl (local.get $count) (i32.const 3)))
    (loop $append
      (f32.store offset=28864 (i32.shr_u (local.get $at) (i32.const 1))
        (f32.demote_f64 (f64.load offset=26624 (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $append (i32.lt_u (local.get $at) (local.get $end))))
    (local.set $end (i32.shl (local.get $count) (i32.const 2)))
    (loop $next
      (f32.store offset=30976 (local.get $to) (call $product (i32.const 30208) (local.get $from)))
      (f32.store offset=30980 (local.get $to) (call $product (i32.const 30592) (local.get $from)))
      (f32.store offset=30984 (local.get $to)
        (call $product (i32.const 30400) (i32.add (local.get $from) (i32.const 4))))
      (local.set $to (i32.add (local.get $to) (i32.const 12)))
      (local.set $from (i32.add (local.get $from) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $from) (local.get $end))))
    (memory.copy (i32.const 28672) (i32.add (i32.const 28672) (local.get $end)) (i32.const 192)))

  ;; The scalar product of 48 taps and as many samples, the first of which is the one behind $from.
  (func $product (param $taps i32) (param $from i32) (result f32)
    (local $k i32) (local $sum v128) (local $other v128)
    (loop $next
      (local.set $sum (f32x4.add (local.get $sum) (f32x4.mul
        (v128.load (i32.add (local.get $taps) (local.get $k)))
        (v128.load offset=28676 (i32.add (local.get $from) (local.get $k))))))
      (local.set $other (f32x4.add (local.get $other) (f32x4.mul
        (v128.load offset=16 (i32.add (local.get $taps) (local.get $k)))
        (v128.load offset=28692 (i32.add (local.get $from) (local.get $k))))))
      (local.set $k (i32.add (local.get $k) (i32.const 32)))
      (br_if $next (i32.lt_u (local.get $k) (i32.const 192))))
    (local.set $sum (f32x4.add (local.get $sum) (local.get $other)))
    (f32.add
      (f32.add (f32x4.extract_lane 0 (local.get $sum)) (f32x4.extract_lane 1 (local.get $sum)))
      (f32.add (f32x4.extract_lane 2 (local.get $sum)) (f32x4.extract_lane 3 (local.get $sum))))))
