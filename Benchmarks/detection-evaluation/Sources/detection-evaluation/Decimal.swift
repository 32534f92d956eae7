/// A number as its digits, and how many of them are behind the point.
struct Decimal {
    private(set) var digitCount = 0
    private var digits: UInt64 = 0
    private var fractionCount = 0

    mutating func append(_ digit: UInt8, isFraction: Bool) {
        digits = digits &* 10 &+ UInt64(digit)
        // Zeros in front are no digits that a number's 64 bits run out of.
        if digits > 0 || digitCount == 0 { digitCount += 1 }
        if isFraction { fractionCount += 1 }
    }

    /// The nearest double, ties to even; `nil` for more digits than 64 bits surely hold.
    var value: Double? {
        guard digitCount <= 19, fractionCount <= 27 else { return nil }
        if digits < 1 << 53, fractionCount <= 22 { return Double(digits) / Self.powersOfTen[fractionCount] }
        // digits / 10^n = digits / 5^n / 2^n: one division of 128 bits by 64, whose remainder decides how to round.
        let divisor = Self.powersOfFive[fractionCount]
        let (divisorShift, shift) = (divisor.leadingZeroBitCount, digits.leadingZeroBitCount)
        // One bit to spare keeps the quotient within 64 bits; the lowest digit bit goes to the low word.
        let shifted = digits << UInt64(shift)
        let division = (divisor << UInt64(divisorShift)).dividingFullWidth((shifted >> 1, shifted << 63))
        let quotient = division.quotient
        let excess = 11 - quotient.leadingZeroBitCount
        let (kept, rest) = (quotient >> UInt64(excess), quotient & (1 << UInt64(excess) - 1))
        let half: UInt64 = 1 << UInt64(excess - 1)
        let isAbove = rest > half || rest == half && division.remainder > 0
        let isTie = rest == half && division.remainder == 0
        let rounded = kept + (isAbove || isTie && kept & 1 == 1 ? 1 : 0)
        let exponent = excess - 63 - shift + divisorShift - fractionCount
        return Double(sign: .plus, exponent: exponent, significand: Double(rounded))
    }

    private static let powersOfTen: [Double] = (0...22).map { count in
        (0..<count).reduce(1.0) { power, _ in power * 10 }
    }
    private static let powersOfFive: [UInt64] = (0...27).map { count in
        (0..<count).reduce(1) { power, _ in power * 5 }
    }
}
