/// Every entity's row, in SQLite.
package struct Metadata: Sendable {
}
