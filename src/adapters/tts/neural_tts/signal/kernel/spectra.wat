;; Excitation and spectra of a voice, summed to the spectrum that becomes sound. synthesizer.ts calls
;; these steps in order.
;;
;; Four frames are processed at a time, one in each lane. lanes.wat lists their spectra.
(module
  (import "tth" "memory" (memory 1))

  ;; Constants. V8 builds a v128.const at every use, even in loops; it only reads a global.
  (global $half v128 (v128.const f32x4 0.5 0.5 0.5 0.5))
  (global $most v128 (v128.const f32x4 7 7 7 7))
  (global $lowest v128 (v128.const f32x4 40 40 40 40))
  (global $two v128 (v128.const f32x4 2 2 2 2))
  (global $one v128 (v128.const f32x4 1 1 1 1))
  (global $bias v128 (v128.const i32x4 127 127 127 127))
  (global $sign v128 (v128.const i32x4 0x80000000 0x80000000 0x80000000 0x80000000))
  (global $far v128 (v128.const f32x4 9 9 9 9))
  (global $s1 v128 (v128.const f32x4 6.283162 6.283162 6.283162 6.283162))
  (global $s3 v128 (v128.const f32x4 -41.336987 -41.336987 -41.336987 -41.336987))
  (global $s5 v128 (v128.const f32x4 81.336716 81.336716 81.336716 81.336716))
  (global $s7 v128 (v128.const f32x4 -70.96115 -70.96115 -70.96115 -70.96115))
  (global $mean v128 (v128.const f32x4 510 510 510 510))
  (global $four v128 (v128.const f32x4 4 4 4 4))
  (global $highest v128 (v128.const f32x4 11000 11000 11000 11000))
  (global $log2e v128 (v128.const f32x4 1.442695 1.442695 1.442695 1.442695))
  (global $e0 v128 (v128.const f32x4 0.9999992 0.9999992 0.9999992 0.9999992))
  (global $e1 v128 (v128.const f32x4 0.69312173 0.69312173 0.69312173 0.69312173))
  (global $e2 v128 (v128.const f32x4 0.24024767 0.24024767 0.24024767 0.24024767))
  (global $e3 v128 (v128.const f32x4 0.055918247 0.055918247 0.055918247 0.055918247))
  (global $e4 v128 (v128.const f32x4 0.009569675 0.009569675 0.009569675 0.009569675))
  (global $quarter v128 (v128.const f32x4 0.25 0.25 0.25 0.25))
  (global $perRadian v128 (v128.const f32x4 0.15915494 0.15915494 0.15915494 0.15915494))
  (global $deviation v128 (v128.const f32x4 0.0067658 0.0067658 0.0067658 0.0067658))
  (global $near v128 (v128.const f32x4 0.002 0.002 0.002 0.002))
  (global $least v128 (v128.const f32x4 -126 -126 -126 -126))

  ;; sin(2 pi x) for x in -0.25..0.25; error 6e-7.
  (func $wave (param $x v128) (result v128)
    (local $u v128)
    (local.set $u (f32x4.mul (local.get $x) (local.get $x)))
    (f32x4.mul (local.get $x)
      (f32x4.add (global.get $s1)
        (f32x4.mul (local.get $u)
          (f32x4.add (global.get $s3)
            (f32x4.mul (local.get $u) (f32x4.add (global.get $s5) (f32x4.mul (local.get $u) (global.get $s7)))))))))

  ;; sin(2 pi x) for any x.
  (func $sine (param $x v128) (result v128)
    (local $size v128)
    (local.set $x (f32x4.sub (local.get $x) (f32x4.nearest (local.get $x))))
    (local.set $size (f32x4.abs (local.get $x)))
    ;; Values beyond a quarter are mirrored.
    (local.set $size (f32x4.pmin (local.get $size) (f32x4.sub (global.get $half) (local.get $size))))
    (call $wave (v128.or (local.get $size) (v128.and (global.get $sign) (local.get $x)))))

  ;; Writes 300 samples at 24 kHz while the pitch changes linearly from $from to $to (Hz). Samples with a pitch of 40
  ;; Hz or less are 0. $phase: the elapsed part of the period before the first sample. Returns the elapsed part after
  ;; the last one.
  ;;
  ;; The sum of cos(h t) for h = 1..H is sin((H + 1/2) t) / (2 sin(t / 2)) - 1/2.
  (func (export "pulses") (param $from f32) (param $to f32) (param $phase f64) (param $out i32) (result f64)
    (local $end i32) (local $u v128) (local $f v128) (local $rise v128) (local $start v128) (local $t v128)
    (local $order v128) (local $below v128) (local $voiced v128)
    (local.set $start (f32x4.splat (local.get $from)))
    (local.set $rise (f32x4.splat (f32.div (f32.sub (local.get $to) (local.get $from)) (f32.const 300))))
    (local.set $u (v128.const f32x4 0.5 1.5 2.5 3.5))
    (local.set $end (i32.add (local.get $out) (i32.const 1200)))
    (loop $next
      (local.set $t (f32x4.add (local.get $start) (f32x4.mul (local.get $rise) (local.get $u))))
      (local.set $f (f32x4.pmax (global.get $lowest) (local.get $t)))
      (local.set $voiced (f32x4.gt (local.get $t) (global.get $lowest)))
      (local.set $t (f32x4.replace_lane 0 (local.get $t)
          (f32.demote_f64 (local.tee $phase (call $advance (local.get $phase) (f32x4.extract_lane 0 (local.get $f)))))))
      (local.set $t (f32x4.replace_lane 1 (local.get $t)
          (f32.demote_f64 (local.tee $phase (call $advance (local.get $phase) (f32x4.extract_lane 1 (local.get $f)))))))
      (local.set $t (f32x4.replace_lane 2 (local.get $t)
          (f32.demote_f64 (local.tee $phase (call $advance (local.get $phase) (f32x4.extract_lane 2 (local.get $f)))))))
      (local.set $t (f32x4.replace_lane 3 (local.get $t)
          (f32.demote_f64 (local.tee $phase (call $advance (local.get $phase) (f32x4.extract_lane 3 (local.get $f)))))))
      (local.set $order (f32x4.add (global.get $half) (f32x4.floor (f32x4.div (global.get $highest) (local.get $f)))))
      (local.set $below (f32x4.mul (global.get $two) (call $sine (f32x4.mul (global.get $half) (local.get $t)))))
      (v128.store (local.get $out)
        (v128.and (local.get $voiced)
          (f32x4.sub
            (v128.bitselect
              ;; The limit at the pulse itself.
              (local.get $order)
              (f32x4.div (call $sine (f32x4.mul (local.get $order) (local.get $t))) (local.get $below))
              (f32x4.le (f32x4.abs (local.get $below)) (global.get $near)))
            (global.get $half))))
      (local.set $u (f32x4.add (local.get $u) (global.get $four)))
      (br_if $next (i32.lt_u (local.tee $out (i32.add (local.get $out) (i32.const 16))) (local.get $end))))
    (local.get $phase))

  ;; Advances by one sample.
  (func $advance (param $phase f64) (param $f f32) (result f64)
    (local.set $phase (f64.add (local.get $phase) (f64.mul (f64.promote_f32 (local.get $f)) (f64.const 0x1.5d867c3ece2a5p-15))))
    (f64.sub (local.get $phase) (f64.floor (local.get $phase))))

  ;; exp(x) for x <= 80: 2^whole * 2^rest, the latter by a polynomial; relative error 3e-6.
  (func $exp (param $x v128) (result v128)
    (local $whole v128)
    (local.set $x (f32x4.pmax (global.get $least) (f32x4.mul (local.get $x) (global.get $log2e))))
    (local.set $whole (f32x4.nearest (local.get $x)))
    (local.set $x (f32x4.sub (local.get $x) (local.get $whole)))
    (f32x4.mul
      (i32x4.shl (i32x4.add (global.get $bias) (i32x4.relaxed_trunc_f32x4_s (local.get $whole))) (i32.const 23))
      (f32x4.add (global.get $e0)
        (f32x4.mul (local.get $x)
          (f32x4.add (global.get $e1)
            (f32x4.mul (local.get $x)
              (f32x4.add (global.get $e2)
                (f32x4.mul (local.get $x) (f32x4.add (global.get $e3) (f32x4.mul (local.get $x) (global.get $e4)))))))))))

  ;; tanh(x) = 1 - 2 / (exp(2 x) + 1); error 3e-6.
  (func $tanh (param $x v128) (result v128)
    (local.set $x (f32x4.pmin (global.get $far) (local.get $x)))
    (f32x4.sub (global.get $one)
      (f32x4.div (global.get $two)
        (f32x4.add (global.get $one) (call $exp (f32x4.add (local.get $x) (local.get $x)))))))

  ;; Four random numbers with the mean 0 and the variance 1, about normally distributed: the sum of the four bytes of an
  ;; integer. $random holds the state, four integers other than 0, advanced by Marsaglia's xorshift.
  (func $noise (param $random i32) (result v128)
    (local $v v128)
    (local.set $v (v128.load (local.get $random)))
    (local.set $v (v128.xor (local.get $v) (i32x4.shl (local.get $v) (i32.const 13))))
    (local.set $v (v128.xor (local.get $v) (i32x4.shr_u (local.get $v) (i32.const 17))))
    (local.set $v (v128.xor (local.get $v) (i32x4.shl (local.get $v) (i32.const 5))))
    (v128.store (local.get $random) (local.get $v))
    ;; A byte has the mean 127.5 and the variance (256^2 - 1) / 12.
    (f32x4.mul (global.get $deviation)
      (f32x4.sub
        (f32x4.convert_i32x4_s (i32x4.extadd_pairwise_i16x8_u (i16x8.extadd_pairwise_i8x16_u (local.get $v))))
        (global.get $mean))))

  ;; Mixes the spectrum that becomes sound, in place of the excitation's at $e (pairs of a real and an imaginary part),
  ;; from the spectra at $x. $levels: four times four f32, one for each lane. By the first, the logarithms of all
  ;; amplitudes are raised; by the second, times the bin's first weight, those of harmonics and rest; by the third,
  ;; those of harmonics. The fourth, times the bin's second weight, is the share of breath: noise with the amplitude of
  ;; the harmonics, which is read from the sixth spectrum. $weights: a pair of f32 for each bin.
  (func (export "mix") (param $x i32) (param $levels i32) (param $weights i32) (param $random i32) (param $e i32)
    (local $end i32) (local $er v128) (local $ei v128) (local $size v128) (local $turn v128) (local $gain v128)
    (local $tilt v128)
    (local.set $end (i32.add (local.get $x) (i32.const 9616)))
    (local.set $gain (v128.load (local.get $levels)))
    (loop $bin
      (local.set $tilt (f32x4.add (local.get $gain)
          (f32x4.mul (v128.load offset=16 (local.get $levels)) (v128.load32_splat (local.get $weights)))))
      ;; Harmonics: the excitation, rotated and scaled.
      (local.set $size (call $exp (f32x4.add
            (f32x4.add (local.get $tilt) (v128.load offset=32 (local.get $levels)))
            (f32x4.pmin (global.get $most) (v128.load (local.get $x))))))
      (local.set $turn (f32x4.mul (global.get $half) (call $tanh (v128.load offset=9728 (local.get $x)))))
      (local.set $er (call $cosine (local.get $turn)))
      (local.set $ei (call $sine (local.get $turn)))
      (local.set $turn (f32x4.mul (local.get $size)
          (f32x4.sub
            (f32x4.mul (local.get $er) (v128.load (local.get $e)))
            (f32x4.mul (local.get $ei) (v128.load offset=16 (local.get $e))))))
      (local.set $ei (f32x4.mul (local.get $size)
          (f32x4.add
            (f32x4.mul (local.get $er) (v128.load offset=16 (local.get $e)))
            (f32x4.mul (local.get $ei) (v128.load (local.get $e))))))
      (local.set $er (local.get $turn))
      ;; Noise, and breath.
      (local.set $size (f32x4.add
          (call $exp (f32x4.add (local.get $gain) (f32x4.pmin (global.get $most) (v128.load offset=19456 (local.get $x)))))
          (f32x4.mul
            (f32x4.mul (v128.load offset=48 (local.get $levels)) (v128.load32_splat offset=4 (local.get $weights)))
            (call $exp (f32x4.add (local.get $gain) (f32x4.pmin (global.get $most) (v128.load offset=48640 (local.get $x))))))))
      (local.set $er (f32x4.add (local.get $er) (f32x4.mul (local.get $size) (call $noise (local.get $random)))))
      (local.set $ei (f32x4.add (local.get $ei) (f32x4.mul (local.get $size) (call $noise (local.get $random)))))
      ;; The rest.
      (local.set $size (call $exp (f32x4.add (local.get $tilt) (f32x4.pmin (global.get $most) (v128.load offset=29184 (local.get $x))))))
      (local.set $turn (f32x4.mul (global.get $perRadian) (v128.load offset=38912 (local.get $x))))
      (v128.store (local.get $e)
        (f32x4.add (local.get $er) (f32x4.mul (local.get $size) (call $cosine (local.get $turn)))))
      (v128.store offset=16 (local.get $e)
        (f32x4.add (local.get $ei) (f32x4.mul (local.get $size) (call $sine (local.get $turn)))))
      (local.set $e (i32.add (local.get $e) (i32.const 32)))
      (local.set $weights (i32.add (local.get $weights) (i32.const 8)))
      (br_if $bin (i32.lt_u (local.tee $x (i32.add (local.get $x) (i32.const 16))) (local.get $end)))))

  ;; cos(2 pi x) for any x.
  (func $cosine (param $x v128) (result v128)
    (call $wave (f32x4.sub (global.get $quarter) (f32x4.abs (f32x4.sub (local.get $x) (f32x4.nearest (local.get $x))))))))
