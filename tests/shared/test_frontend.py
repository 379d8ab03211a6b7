"""What the build plugin ships."""

from app.shared.frontend import Frontend


def test_every_module_of_a_feature_is_shipped_under_its_name() -> None:
    shipped = {path.as_posix(): text for path, text in Frontend().get_static_assets()}
    assert "export const useLocal" in str(shipped["linju/shared/store.js"])


def test_npm_packages_are_pinned_and_stay_out_of_the_first_load() -> None:
    plugin = Frontend()
    assert plugin.get_frontend_dependencies() == []
    assert all("@" in package for package in plugin.get_frontend_development_dependencies())
