/// What a process and all it started use, at one moment.
package struct ResourceSample: Sendable, Equatable {
    /// Of one processor, since the sample before: 250 means two and a half of them.
    ///
    /// The first sample does not know.
    package var cpuPercent: Double?
    /// Resident, in bytes.
    package var memoryBytes: Double
    /// From disks so far; `nil` where the kernel does not tell.
    package var diskReadBytes: Double?
    /// To disks so far; `nil` where the kernel does not tell.
    package var diskWriteBytes: Double?
    /// Of the machine's GPUs, on average; `nil` where there is none.
    package var gpuPercent: Double?
    /// Of the machine's GPUs together; `nil` where there is none.
    package var gpuMemoryBytes: Double?

    /// By the names they have as metrics of a run.
    package var metrics: [String: Double] {
        let named: [String: Double?] = [
            "system/cpu_percent": cpuPercent,
            "system/memory_bytes": memoryBytes,
            "system/disk_read_bytes": diskReadBytes,
            "system/disk_write_bytes": diskWriteBytes,
            "system/gpu_percent": gpuPercent,
            "system/gpu_memory_bytes": gpuMemoryBytes,
        ]
        return named.compactMapValues { $0 }
    }
}
