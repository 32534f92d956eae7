import GRDB
import RoostEntities

extension RoostError {
    /// What SQLite says, for a person.
    init(_ error: DatabaseError) {
        let reason = error.message ?? error.description
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init(.unavailable, "the disk is full: nothing was written; make room and try again", cause: error)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.unavailable, "another process holds the metadata; try again, or end it", cause: error)
        case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY:
            self.init(
                .unavailable,
                "the metadata cannot be read or written (\(reason)); check the disk, then try again",
                cause: error
            )
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(
                .corrupted,
                "the metadata is damaged (\(reason)); stop the server and restore a backup",
                cause: error
            )
        default:
            self.init(
                .internal,
                "the metadata refused what was asked of it (\(reason)); this is a fault of Roost: please report it",
                cause: error
            )
        }
    }
}
