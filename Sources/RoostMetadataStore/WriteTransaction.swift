/// Changes that happen together or not at all; it reads what it wrote.
package struct WriteTransaction: Reading {
    package let connection: Connection
    /// What it shares with the other writes of the same commit.
    let ledger: MetricLedger
    /// Whether what metrics come to may be written with the commit; until then it does not read that.
    let settlesLater: Bool
}
