//! How does a running HiGHS tell what it has found, and how is it told to stop?
//!
//! The only unsafe code of the program. HiGHS calls back on the thread that runs it, with pointers that are valid during the call. The
//! observer outlives the run because [`run`] owns both until HiGHS has returned.
#![expect(
    unsafe_code,
    reason = "HiGHS offers callbacks only through its C interface; reviewed as a whole, see the notes at each block"
)]

use highs::{HighsStatus, Model, SolvedModel};
use std::ffi::{c_char, c_int, c_void};

/// Who is told about the progress of a run.
pub(super) trait Observer {
    /// A better solution was found: the values of all columns.
    fn found(&self, values: &[f64]);

    /// No solution can be better than this; told again and again.
    fn bound(&self, bound: f64);

    /// Whether the run should end now.
    fn stop(&self) -> bool;
}

/// Runs a model that was passed to HiGHS before, under the eyes of an observer.
///
/// `prepare` sets options on the model; it is called after a first run with no time, which only serves to get at the C handle.
pub(super) fn run<O: Observer>(
    mut model: Model,
    observer: O,
    prepare: impl FnOnce(&mut Model),
) -> Result<SolvedModel, HighsStatus> {
    model.set_option("time_limit", 0.0);
    let mut handle = model.try_solve()?;
    let raw = handle.as_mut_ptr();
    let observer = Box::new(observer);
    let data: *const O = &*observer;
    // SAFETY: `raw` is the live handle owned by `handle`. `data` points into the box, which lives until the end of this function, and
    // the callbacks are taken back below before the handle leaves it.
    unsafe {
        highs_sys::Highs_setCallback(raw, Some(called::<O>), data.cast_mut().cast::<c_void>());
        for kind in KINDS {
            highs_sys::Highs_startCallback(raw, kind);
        }
    }
    let mut model = Model::from(handle);
    prepare(&mut model);
    let mut solved = model.try_solve()?;
    // SAFETY: as above; after this HiGHS no longer knows the observer.
    unsafe {
        let raw = solved.as_mut_ptr();
        for kind in KINDS {
            highs_sys::Highs_stopCallback(raw, kind);
        }
        highs_sys::Highs_setCallback(raw, None, std::ptr::null_mut());
    }
    drop(observer);
    Ok(solved)
}

const KINDS: [c_int; 3] = [
    highs_sys::kHighsCallbackMipImprovingSolution,
    highs_sys::kHighsCallbackMipInterrupt,
    highs_sys::kHighsCallbackSimplexInterrupt,
];

/// What HiGHS calls.
///
/// A panic must not cross into C++: the observer's methods only send, store and load.
unsafe extern "C" fn called<O: Observer>(
    kind: c_int,
    _message: *const c_char,
    output: *const highs_sys::HighsCallbackDataOut,
    input: *mut highs_sys::HighsCallbackDataIn,
    data: *mut c_void,
) {
    // SAFETY: `data` is the pointer handed over in `run`, to an observer that outlives the run; HiGHS passes pointers that are null or
    // valid during the call.
    let (observer, output) = unsafe { (&*data.cast_const().cast::<O>(), output.as_ref()) };
    if let Some(output) = output {
        if kind != highs_sys::kHighsCallbackSimplexInterrupt {
            observer.bound(output.mip_dual_bound);
        }
        let size = usize::try_from(output.mip_solution_size).unwrap_or(0);
        if kind == highs_sys::kHighsCallbackMipImprovingSolution && !output.mip_solution.is_null() && size > 0
        {
            // SAFETY: HiGHS gives the number of values next to their address.
            observer.found(unsafe { std::slice::from_raw_parts(output.mip_solution, size) });
        }
    }
    if observer.stop() {
        // SAFETY: as for `output`.
        if let Some(input) = unsafe { input.as_mut() } {
            input.user_interrupt = 1;
        }
    }
}
