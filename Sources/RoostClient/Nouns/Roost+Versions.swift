extension Roost {
    /// The newest first.
    public func versions(of model: Model.Name, page: PageRequest = .first) async throws -> Page<Version> {
        try await connection.value(Request(.get, inProject("models", model.text, "versions")).adding(page))
    }

    public func allVersions(of model: Model.Name) -> Listing<Version> {
        Listing { try await versions(of: model, page: $0) }
    }

    public func version(_ reference: Reference) async throws -> Version {
        try await connection.value(Request(.get, path(of: reference)))
    }

    /// Records a version over content that was uploaded before; the model is made if it is missing.
    public func createVersion(of model: Model.Name, _ draft: Version.Draft) async throws -> Version {
        try await connection.value(Request(.post, inProject("models", model.text, "versions")).json(draft))
    }

    public func updateVersion(_ reference: Reference, _ changes: Changes) async throws -> Version {
        try await connection.value(Request(.patch, path(of: reference)).json(changes))
    }

    /// Refused while an alias or an execution that has not ended uses it.
    public func deleteVersion(_ reference: Reference) async throws {
        try await connection.perform(Request(.delete, path(of: reference)))
    }

    public func undeleteVersion(_ reference: Reference) async throws -> Version {
        try await connection.value(Request(.post, path(of: reference, "undelete")))
    }

    /// From here on its content never changes.
    public func sealVersion(_ reference: Reference) async throws -> Version {
        try await connection.value(Request(.post, path(of: reference, "seal")))
    }

    /// A version with the same content under another name; the lineage is kept and no byte is copied.
    ///
    /// `open`: leaves the clone open, so that its artifacts can be changed before it is sealed.
    public func cloneVersion(
        _ reference: Reference,
        to name: Model.Name,
        description: String? = nil,
        open: Bool = false
    ) async throws -> Version {
        struct Body: Encodable {
            let name: Model.Name
            let description: String?
            let open: Bool
        }
        let body = Body(name: name, description: description, open: open)
        return try await connection.value(Request(.post, path(of: reference, "clone")).json(body))
    }

    public func history(of reference: Reference, page: PageRequest = .first) async throws -> Page<StatusChange> {
        try await connection.value(Request(.get, path(of: reference, "history")).adding(page))
    }

    public func wholeHistory(of reference: Reference) -> Listing<StatusChange> {
        Listing { try await history(of: reference, page: $0) }
    }

    /// A version's place; `latest` and aliases have spellings of their own there.
    func path(of reference: Reference, _ rest: String...) -> [String] {
        let selector =
            switch reference.selector {
            case .latest: "latest"
            case .number(let number): number.description
            case .alias(let alias): "@\(alias)"
            }
        return inProject("models", reference.model.text, "versions", selector) + rest
    }
}
