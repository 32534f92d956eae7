/// Random numbers that are the same for the same seed on every machine: SplitMix64 (Steele, Lea, Flood 2014).
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }

    /// Below `bound`, each number as likely as the others.
    mutating func below(_ bound: Int) -> Int {
        // The upper bits of a product are uniform but for a part that is drawn again (Lemire 2019).
        let bound = UInt64(bound)
        var product = next().multipliedFullWidth(by: bound)
        while product.low < (0 &- bound) % bound { product = next().multipliedFullWidth(by: bound) }
        return Int(product.high)
    }
}
