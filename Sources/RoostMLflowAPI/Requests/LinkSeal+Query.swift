import RoostEntities
import RoostOperations

extension LinkSeal {
    /// As the query of a link.
    var query: String { "expires=\(expiresAt.milliseconds)&signature=\(code)" }

    /// - Throws: `invalidArgument` when the query is not that of a link.
    init(query: String) throws(RoostError) {
        let fields = try Fields(query: query, repeated: [])
        guard let moment = try fields.integer("expires") else { throw fields.missing("expires") }
        self.init(expiresAt: Timestamp(milliseconds: moment), code: try fields.needed("signature"))
    }
}
