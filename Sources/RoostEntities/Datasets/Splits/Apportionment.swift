/// How many items of each kind each subset gets: whole numbers that add up, by the largest remainders.
package enum Apportionment {
    /// - Parameters:
    ///   - strata: how many items there are of each kind.
    ///   - shares: what each subset gets, in proportion.
    /// - Returns: for each kind, how many go to each subset in their order. The totals of the subsets are those that all
    ///   items together would have, and a kind gets about its proportion of each.
    package static func counts(strata: [Int], shares: Split.Shares) -> [[Int]] {
        let total = strata.reduce(0, +)
        let wanted = divide(total, by: shares.all, atMost: Array(repeating: total, count: 3))
        var left = strata
        var columns = [left, left, left]
        // The small subsets first, so that a kind with few items is not used up by the large one.
        for subset in [2, 1] {
            columns[subset] = divide(wanted[subset], by: strata.map(Double.init), atMost: left)
            left = zip(left, columns[subset]).map(-)
        }
        columns[0] = left
        return strata.indices.map { kind in columns.map { $0[kind] } }
    }

    /// `count` divided in proportion to `weights`: whole parts first, then one each to the largest remainders, the first
    /// of equal ones first, none above its limit.
    static func divide(_ count: Int, by weights: [Double], atMost limits: [Int]) -> [Int] {
        let sum = weights.reduce(0, +)
        guard sum > 0 else { return weights.map { _ in 0 } }
        let quotas = weights.map { Double(count) * $0 / sum }
        var parts = zip(quotas, limits).map { min(Int($0), $1) }
        var missing = count - parts.reduce(0, +)
        let order = quotas.indices.sorted { left, right in
            let remainders = (quotas[left] - Double(Int(quotas[left])), quotas[right] - Double(Int(quotas[right])))
            return remainders.0 == remainders.1 ? left < right : remainders.0 > remainders.1
        }
        while missing > 0 {
            let before = missing
            for index in order where missing > 0 && parts[index] < limits[index] && weights[index] > 0 {
                parts[index] += 1
                missing -= 1
            }
            guard missing < before else { break }
        }
        return parts
    }
}
