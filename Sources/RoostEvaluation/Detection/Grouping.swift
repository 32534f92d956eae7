/// Rows by the group they belong to, in their former order within each: a counting sort.
struct Grouping: Sendable {
    let members: [Int32]
    /// Where each group starts in ``members``, and the end of the last.
    let starts: [Int]

    /// - Parameters:
    ///   - groups: the group of each row, from 0.
    ///   - groupCount: above every group.
    ///   - order: the rows to group, in this order; all, as they are, by default.
    init<Group: FixedWidthInteger>(_ groups: [Group], groupCount: Int, order: [Int32]? = nil) {
        var starts = [Int](repeating: 0, count: groupCount + 1)
        for group in groups { starts[Int(group) + 1] += 1 }
        for group in 0..<groupCount { starts[group + 1] += starts[group] }
        var free = starts
        var members = [Int32](repeating: 0, count: groups.count)
        func place(_ row: Int32) {
            let group = Int(groups[Int(row)])
            members[free[group]] = row
            free[group] += 1
        }
        if let order {
            for row in order { place(row) }
        } else {
            for row in 0..<Int32(groups.count) { place(row) }
        }
        self.members = members
        self.starts = starts
    }

    subscript(_ group: Int) -> ArraySlice<Int32> { members[starts[group]..<starts[group + 1]] }
}
