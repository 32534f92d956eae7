import Foundation

/// The most memory this process ever had in use.
package enum PeakMemory {
    /// Resident, in bytes.
    package static var bytes: Int64 {
        var usage = rusage()
        #if canImport(Darwin)
        getrusage(RUSAGE_SELF, &usage)
        return Int64(usage.ru_maxrss)
        #else
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Int64(usage.ru_maxrss) * 1024
        #endif
    }
}
