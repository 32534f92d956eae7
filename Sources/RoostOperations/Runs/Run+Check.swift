import RoostEntities

extension Run {
    /// - Throws: `invalidArgument` unless it is one line of 1 to 250 bytes.
    static func check(name: String?) throws(RoostError) {
        guard let name else { return }
        guard (try? Run.Key(name)) != nil, !name.allSatisfy(\.isWhitespace) else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(name)) is no name of a run: it has 1 to 250 bytes, is not blank "
                    + "and holds no control character"
            )
        }
    }

    static func check(parameters: [String: String]) throws(RoostError) {
        try Limits.check(count: parameters.count, "parameters", limit: Limits.entries)
        for (key, value) in parameters {
            _ = try Run.Key(key)
            try Limits.check(value, "parameter \(quoted(key))", limit: Limits.parameter)
        }
    }
}

extension Run.Draft {
    func check() throws(RoostError) {
        try Run.check(name: name)
        try Run.check(parameters: parameters)
        try Limits.check(note, "the note", limit: Limits.description)
        try Limits.check(count: inputs.count, "inputs", limit: Limits.inputs)
        for input in inputs {
            try Limits.check(input.dataset, "an input's dataset", limit: 500)
            try Limits.check(input.digest, "an input's digest")
            try Limits.check(input.context, "an input's context")
        }
    }
}

extension Run.Changes {
    func check() throws(RoostError) {
        try Run.check(name: name)
        try Limits.check(note, "the note", limit: Limits.description)
        guard endedAt == nil || status?.hasEnded == true else {
            throw RoostError(.invalidArgument, "only an end has a time; give the status it ended with too")
        }
    }

    /// What was changed, for the audit log; contents are left out.
    var summary: String {
        var words: [String] = []
        if let status { words.append(status.rawValue) }
        if name != nil { words.append("name") }
        if note != nil { words.append("note") }
        words += (tags ?? [:]).keys.sorted().prefix(20).map { "tag \(quoted($0))" }
        return words.joined(separator: ", ")
    }
}

extension Run.Entries {
    func check() throws(RoostError) {
        try Run.check(parameters: parameters)
        try Limits.check(count: metrics.count, "metric points", limit: Limits.entries)
        try Limits.check(count: tags.count, "tags", limit: Limits.entries)
    }
}
