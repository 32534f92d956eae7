import RoostEntities
import RoostOperations

/// What searches of models and of versions share.
enum RegistrySearch {
    /// What a clause asks of a tag.
    static func tagTest(_ clause: SearchClause) throws(RoostError) -> SearchTest {
        guard clause.value != nil else { throw noNull(clause) }
        return try clause.text("tag (e.g. 'my-value')", allowed: SearchClause.textual) { list throws(RoostError) in
            throw clause.expectedString("tag (e.g. 'my-value')", list)
        }
    }

    /// What a clause asks of an attribute that is a text.
    static func textTest(_ clause: SearchClause, takesLists: Bool) throws(RoostError) -> SearchTest {
        guard clause.value != nil else { throw noNull(clause) }
        let kind = "attributes"
        let allowed = takesLists ? SearchClause.listable : SearchClause.textual
        return try clause.text(kind, allowed: allowed) { list throws(RoostError) in
            guard takesLists else { throw clause.expectedString(kind, list) }
            return try SearchList.strings(of: list)
        }
    }

    static func numberTest(_ clause: SearchClause, _ key: String) throws(RoostError) -> SearchTest {
        guard clause.value != nil else { throw noNull(clause) }
        return try clause.number("Expected numeric value type for numeric attribute: \(key)")
    }

    private static func noNull(_ clause: SearchClause) -> RoostError {
        RoostError(
            .invalidArgument,
            "Invalid clause(s) in filter string: '\(clause.name.text)', '\(clause.comparator)'"
        )
    }

    /// Whether a name speaks of a tag, else of an attribute.
    static func isTag(_ name: SearchName) throws(RoostError) -> Bool {
        switch name.entity {
        case "tag", "tags": return true
        case nil, "attribute": return false
        case let word?:
            throw RoostError(
                .invalidArgument,
                "Invalid entity type '\(word)'. Valid entity types are ('attribute', 'tag', 'tags')"
            )
        }
    }

    static func unknown(_ key: String, _ known: [String]) -> RoostError {
        let keys = known.map { "'\($0)'" }.joined(separator: ", ")
        return RoostError(
            .invalidArgument,
            "Invalid attribute key '\(key)' specified. Valid keys are '{\(keys)}'"
        )
    }

    /// Takes conditions on what makes a prompt out of a search.
    ///
    /// Models and versions that are no prompts have no such tag, and are meant unless a filter asks for prompts; so a
    /// condition on it never means what it says.
    ///
    /// - Parameters:
    ///   - conditions: All of a search.
    ///   - test: The test of a condition, if it is on that tag.
    /// - Returns: Whether prompts are asked for.
    static func takePrompts<Condition>(
        from conditions: inout [Condition],
        test: (Condition) -> SearchTest?
    ) -> Bool {
        let first = conditions.lazy.compactMap(test).first
        switch first {
        case .equals(let value)? where value.lowercased() == "true": return true
        case .differs(let value)? where value.lowercased() == "false": return true
        default:
            conditions.removeAll { test($0) != nil }
            return false
        }
    }
}
