extension RunLengths {
    /// The text form of COCO's own tools.
    ///
    /// Each run is a signed number in groups of five bits, the lowest first, one character from `0` (48) on a group;
    /// bit 5 says that another group follows, bit 4 of the last one is the sign. From the fourth run on it is the
    /// difference to the run two before.
    package var text: String {
        var characters: [UInt8] = []
        for (index, run) in counts.enumerated() {
            var value = index > 2 ? run - counts[index - 2] : run
            var goesOn = true
            while goesOn {
                let group = value & 0x1F
                value >>= 5
                goesOn = group & 0x10 != 0 ? value != -1 : value != 0
                characters.append(UInt8(group | (goesOn ? 0x20 : 0)) + 48)
            }
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// The runs that ``text`` spells; `nil` for text that is no such list.
    package static func counts(_ text: String) -> [Int]? {
        var runs: [Int] = []
        var value = 0
        var shift = 0
        for character in text.utf8 {
            guard (48..<112).contains(character), shift < 60 else { return nil }
            let group = Int(character) - 48
            value |= (group & 0x1F) << shift
            shift += 5
            guard group & 0x20 == 0 else { continue }
            if group & 0x10 != 0 { value |= -1 << shift }
            let (run, overflow) =
                runs.count > 2
                ? value.addingReportingOverflow(runs[runs.count - 2]) : (value, false)
            guard !overflow, run >= 0 else { return nil }
            runs.append(run)
            (value, shift) = (0, 0)
        }
        return shift == 0 ? runs : nil
    }
}
