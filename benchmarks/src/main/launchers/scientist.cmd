@echo off
setlocal
set "home=%~dp0.."
if not defined OMP_NUM_THREADS set OMP_NUM_THREADS=1
"%home%\runtime\bin\java" "@%home%\lib\java.flags" "@%home%\lib\launcher.flags" "-Dorg.bytedeco.javacpp.cachedir=%home%\lib\native" "-XX:AOTCache=%home%\lib\scientist.aot" -jar "%home%\lib\scientist-notebook-${project.version}.jar" %*
