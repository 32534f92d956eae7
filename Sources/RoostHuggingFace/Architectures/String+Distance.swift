extension String {
    /// How many letters must be inserted, deleted or replaced to make one text of the other (Levenshtein).
    ///
    /// Only the first 64 letters count, so that a hostile name costs nothing.
    func distance(to other: String) -> Int {
        let target = Array(other.prefix(64))
        var row = Array(0...target.count)
        for (i, letter) in prefix(64).enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in target.indices {
                let replaced = diagonal + (letter == target[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = Swift.min(replaced, row[j] + 1, diagonal + 1)
            }
        }
        return row[target.count]
    }
}
