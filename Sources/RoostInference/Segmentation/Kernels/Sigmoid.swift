/// 1 / (1 + e⁻ˣ) for eight numbers at once, to 3e-7.
@inline(__always)
func sigmoid(_ numbers: SIMD8<Float>) -> SIMD8<Float> {
    let one = SIMD8<Float>(repeating: 1)
    return one / (one + exponential(-numbers))
}

/// eˣ for eight numbers at once, to 2e-7 of itself; beyond ±87 as at ±87.
///
/// x = n · ln 2 + r, |r| ≤ ln 2 / 2: 2ⁿ goes into the exponent, eʳ is its Taylor series up to r⁷.
@inline(__always)
func exponential(_ numbers: SIMD8<Float>) -> SIMD8<Float> {
    let limit = SIMD8<Float>(repeating: 87)
    var x = numbers.replacing(with: limit, where: numbers .> limit)
    x = x.replacing(with: -limit, where: x .< -limit)
    // Added to 1.5 · 2²³, a number is rounded to a whole one, which stands in its lowest bits.
    let shift = SIMD8<Float>(repeating: 12_582_912)
    let shifted = x * 1.442_695_04 + shift
    let n = shifted - shift
    let r = (x - n * 0.693_359_375) + n * 2.121_944_4e-4
    var series = r * (1 / 5040) + (1 / 720)
    series = series * r + (1 / 120)
    series = series * r + (1 / 24)
    series = series * r + (1 / 6)
    series = series * r + 0.5
    series = series * r + 1
    series = series * r + 1
    let bits = (unsafeBitCast(shifted, to: SIMD8<Int32>.self) &<< 23) &+ 0x3F80_0000
    return series * unsafeBitCast(bits, to: SIMD8<Float>.self)
}
